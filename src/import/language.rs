//! The language of texts, as far as their script shows it.

use crate::story::Lang;

/// The usual language of each script, with the ranges of the script's letters.
const SCRIPTS: &[(&str, &[(char, char)])] = &[
    ("ko", &[('\u{ac00}', '\u{d7a3}'), ('\u{1100}', '\u{11ff}')]),
    ("ar", &[('\u{600}', '\u{6ff}'), ('\u{750}', '\u{77f}')]),
    ("he", &[('\u{590}', '\u{5ff}')]),
    ("ru", &[('\u{400}', '\u{4ff}')]),
    ("el", &[('\u{370}', '\u{3ff}')]),
    ("th", &[('\u{e00}', '\u{e7f}')]),
    ("hi", &[('\u{900}', '\u{97f}')]),
    ("bn", &[('\u{980}', '\u{9ff}')]),
    ("ta", &[('\u{b80}', '\u{bff}')]),
    ("ka", &[('\u{10a0}', '\u{10ff}')]),
    ("hy", &[('\u{530}', '\u{58f}')]),
    ("am", &[('\u{1200}', '\u{137f}')]),
    ("km", &[('\u{1780}', '\u{17ff}')]),
];

/// Letters that distinguish a language from the usual one of its script.
const LETTERS: &[(&str, &str, &str)] = &[
    ("ar", "fa", "پچژگ"),
    ("ar", "ur", "ٹڈڑے"),
    ("ru", "uk", "іїєґІЇЄҐ"),
];

/// Characters in a form that only Japanese uses, and in a form that only Chinese uses.
const JAPANESE: &str = "鉄駅円県気発対図売経済竜沢応団戦観変広転軽駄価両労働桜塩渋壊鉱";
const CHINESE: &str = "铁这们东车门长开战时间说话买卖电网业产历书关于为发经济铁鐵們這個發經濟區圖對應變觀廣轉與國學會戰萬號";

/// Returns the language of the texts, or the languages among which the author must choose.
pub(super) fn language_of<'t>(
    texts: impl Iterator<Item = &'t str> + Clone,
) -> Result<Lang, [&'static str; 2]> {
    let (mut kana, mut han, mut latin) = (0_usize, 0_usize, 0_usize);
    let mut scripts = [0_usize; SCRIPTS.len()];
    for c in texts.clone().flat_map(str::chars) {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => latin += 1,
            '\u{3041}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => han += 1,
            _ => {
                let within = |(_, ranges): &(&str, &[(char, char)])| {
                    ranges.iter().any(|(from, to)| (*from..=*to).contains(&c))
                };
                if let Some(count) = SCRIPTS
                    .iter()
                    .position(within)
                    .and_then(|at| scripts.get_mut(at))
                {
                    *count += 1;
                }
            }
        }
    }
    let tag = |tag: &str| Ok(tag.parse().unwrap_or_else(|_| Lang::english()));
    if kana > 0 {
        return tag("ja");
    }
    let most = scripts.iter().zip(SCRIPTS).max_by_key(|(count, _)| **count);
    if let Some((count, (lang, _))) = most
        && *count > 0
        && 3 * count > latin
    {
        let special = LETTERS.iter().find(|(usual, _, letters)| {
            usual == lang
                && texts
                    .clone()
                    .any(|text| text.contains(|c| letters.contains(c)))
        });
        return tag(special.map_or(lang, |(_, lang, _)| lang));
    }
    // A character is stronger evidence than a letter.
    if 6 * han > latin {
        let count = |signs: &str| {
            texts
                .clone()
                .flat_map(str::chars)
                .filter(|c| signs.contains(*c))
                .count()
        };
        return match (count(JAPANESE), count(CHINESE)) {
            (japanese, chinese) if japanese > chinese => tag("ja"),
            (japanese, chinese) if chinese > japanese => tag("zh"),
            _ => Err(["ja", "zh"]),
        };
    }
    tag("en")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_tell_languages() {
        for (text, lang) in [
            ("The line opens", "en"),
            ("鉄道がひらく", "ja"),
            ("鉄道開業", "ja"),
            ("铁路开通", "zh"),
            ("철도 개통", "ko"),
            ("اندلاع المظاهرات", "ar"),
            ("Відкриття мосту: її історія", "uk"),
            ("Открытие моста", "ru"),
            ("Άνοιγμα", "el"),
            ("פתיחת הגשר", "he"),
            ("เปิดสะพาน", "th"),
            ("The word 橋 in an English text about bridges", "en"),
        ] {
            let found = language_of([text].into_iter());
            assert_eq!(found, lang.parse().map_err(|_| ["", ""]), "{text}");
        }
        assert_eq!(language_of(["大山"].into_iter()), Err(["ja", "zh"]));
    }
}
