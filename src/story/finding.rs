//! The findings of the checks: each is a code with arguments, and says in English and in Japanese
//! what is wrong and how to correct it. Codes and arguments are for programs and stay; the
//! sentences are for authors and may change.

use std::fmt;

use super::code::Code;

/// Declares the findings: name, code, arguments, message and fix in English and in Japanese.
macro_rules! findings {
    ($($name:ident $code:ident { $($field:ident),* }
        $message:literal $help:literal $japanese:literal $japanese_help:literal;)+) => {
        /// A broken rule with its arguments.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the sentences beside each say what it means")]
        pub enum Finding {
            $($name { $($field: String),* },)+
        }

        impl Finding {
            /// Returns the code of the broken rule.
            pub fn code(&self) -> Code {
                match self {
                    $(Finding::$name { .. } => Code::$code,)+
                }
            }

            /// Returns what is wrong, in English, without a full stop.
            pub fn message(&self) -> String {
                match self {
                    $(Finding::$name { $($field),* } => {
                        $(let _ = $field;)*
                        format!($message)
                    })+
                }
            }

            /// Returns the fix, in English; empty if the message includes it.
            pub fn help(&self) -> String {
                match self {
                    $(Finding::$name { $($field),* } => {
                        $(let _ = $field;)*
                        format!($help)
                    })+
                }
            }

            /// Returns the arguments by name.
            #[cfg(any(feature = "cli", feature = "desk", not(target_arch = "wasm32")))]
            pub fn arguments(&self) -> Vec<(&'static str, &str)> {
                match self {
                    $(Finding::$name { $($field),* } => {
                        vec![$((stringify!($field), $field.as_str())),*]
                    })+
                }
            }

            /// Returns message and fix in Japanese.
            #[cfg(any(feature = "cli", feature = "desk", not(target_arch = "wasm32")))]
            pub fn japanese(&self) -> (String, String) {
                match self {
                    $(Finding::$name { $($field),* } => {
                        $(let $field = in_japanese($field);)*
                        $(let _ = $field;)*
                        (format!($japanese), format!($japanese_help))
                    })+
                }
            }

            /// Returns every finding; each argument is its name in brackets.
            #[cfg(test)]
            fn all() -> Vec<Self> {
                vec![$(Finding::$name {
                    $($field: format!("⟨{}⟩", stringify!($field))),*
                },)+]
            }
        }
    };
}

findings! {
    // JSON
    BytesNotUtf8 NotUtf8 {}
        "this byte is not UTF-8" "save the file as UTF-8"
        "このバイトは UTF-8 ではありません" "ファイルを UTF-8 で保存してください";
    TextAfterEnd NotJson {}
        "the story ends before this" "remove what follows the last brace"
        "ストーリーはこの前で終わっています" "最後の波括弧より後ろを消してください";
    NoValue NotJson {}
        "a value is expected here" "write text in \"double quotes\""
        "ここには値が必要です" "文は \"二重引用符\" で囲んでください";
    EndsTooEarly NotJson {}
        "the file ends too early" "close what is open with ] or }}"
        "ファイルが途中で終わっています" "開いている括弧を ] か }} で閉じてください";
    NestedTooDeeply NotJson {}
        "this is nested too deeply" "a story needs six levels; look for a missing bracket"
        "入れ子が深すぎます" "ストーリーは六段までです。閉じていない括弧を探してください";
    NoFieldName NotJson {}
        "a field's name is expected here" "remove a comma before }}, or quote it"
        "ここには欄の名前が必要です" "}} の前のコンマを消すか、名前を引用符で囲んでください";
    TooManyFields TooMuch {}
        "this object has too many fields" "write lists in [brackets]"
        "このオブジェクトの欄が多すぎます" "一覧は [角括弧] で書いてください";
    FieldTwice DuplicateField { field }
        "the field `{field}` occurs twice" "keep one of the two"
        "欄 `{field}` が二つあります" "どちらか一つを残してください";
    NoColon NotJson {}
        "a colon is missing after the field's name" "write \"name\": value"
        "欄の名前の後ろにコロンがありません" "\"名前\": 値 と書いてください";
    NoCommaInObject NotJson {}
        "a comma or }} is missing here" "put a comma between two fields"
        "ここにコンマか }} がありません" "二つの欄の間にコンマを入れてください";
    NoCommaInList NotJson {}
        "a comma or ] is missing here" "put a comma between two entries"
        "ここにコンマか ] がありません" "二つの項目の間にコンマを入れてください";
    NotNumber NotJson {}
        "this is not a number" "write whole numbers without leading zeros"
        "これは数ではありません" "整数を、先頭に 0 を付けずに書いてください";
    LineBreakInQuotes NotJson {}
        "there is a line break or tab inside quotes" "write \\n or \\t for it"
        "引用符の中に改行かタブがあります" "\\n か \\t と書いてください";
    NoClosingQuote NotJson {}
        "the closing quote is missing" "add \""
        "閉じる引用符がありません" "\" を加えてください";
    UnknownEscape NotJson {}
        "this escape is unknown" "write \\\\ for a backslash"
        "このエスケープは使えません" "逆斜線は \\\\ と書いてください";
    HalfPair NotJson {}
        "this escape is half of a surrogate pair"
        "write the character itself; the file is UTF-8"
        "このエスケープはサロゲートペアの片方だけです"
        "文字そのものを書いてください。ファイルは UTF-8 です";
    // Fields and values
    StoryTooLong TooMuch { bytes }
        "the story is {bytes} bytes long" "the limit is 16 million"
        "ストーリーが {bytes} バイトあります" "上限は1600万バイトです";
    OtherType WrongType { expected, found }
        "{expected} is expected here, not {found}" ""
        "ここに書けるのは{expected}です。{found}は書けません" "";
    Null WrongType { expected }
        "{expected} is expected here, not null" "omit the field instead"
        "ここに書けるのは{expected}です。null は書けません" "欄そのものを省いてください";
    UnknownField UnknownField { field, allowed }
        "there is no field `{field}` here" "allowed are {allowed}"
        "ここに欄 `{field}` はありません" "使えるのは {allowed} です";
    UnknownFieldNear UnknownField { field, near }
        "there is no field `{field}` here" "did you mean `{near}`?"
        "ここに欄 `{field}` はありません" "`{near}` ではありませんか";
    NoField MissingField { field }
        "`{field}` is missing" "add \"{field}\": …"
        "`{field}` がありません" "\"{field}\": … を加えてください";
    UnknownWord UnknownWord { word, allowed }
        "`{word}` has no meaning here" "allowed are {allowed}"
        "「{word}」はここでは意味がありません" "使えるのは {allowed} です";
    UnknownWordNear UnknownWord { word, near }
        "`{word}` has no meaning here" "did you mean `{near}`?"
        "「{word}」はここでは意味がありません" "`{near}` ではありませんか";
    BadId BadId { id }
        "`{id}` cannot be an id" "use at most 80 lower-case letters, digits, - _ and ."
        "「{id}」は id にできません" "英小文字、数字、- _ . を80字以内で使ってください";
    BadLanguage UnknownWord { lang }
        "`{lang}` is not a language tag" "write a tag such as ja, en or pt-BR"
        "「{lang}」は言語タグではありません" "ja、en、pt-BR のように書いてください";
    BadCurrency UnknownWord { currency }
        "`{currency}` is not a currency" "write three capital letters, such as USD or JPY"
        "「{currency}」は通貨ではありません" "USD や JPY のように英大文字三つで書いてください";
    AddressScheme BadAddress { address }
        "`{address}` is not an address to link to" "begin it with https://"
        "「{address}」はリンク先になりません" "https:// で始めてください";
    AddressTooLong BadAddress { address }
        "`{address}` is not an address to link to" "the limit is 2,000 characters"
        "「{address}」はリンク先になりません" "上限は2000字です";
    AddressCharacters BadAddress { address }
        "`{address}` is not an address to link to"
        "percent-encode spaces, quotes, backslashes and hidden characters"
        "「{address}」はリンク先になりません"
        "空白、引用符、逆斜線、見えない文字は % で符号化してください";
    AddressHost BadAddress { address }
        "`{address}` is not an address to link to"
        "write a plain host such as www.example.org after https://, without user name"
        "「{address}」はリンク先になりません"
        "https:// の後に www.example.org のようなホスト名を、利用者名なしで書いてください";
    EmptyText EmptyText {}
        "this text is empty" "write it, or omit the field"
        "文が空です" "書くか、欄を省いてください";
    HiddenCharacter HiddenCharacter { character }
        "the text hides the character {character}" "delete it; no script needs it"
        "見えない文字 {character} があります" "消してください。どの言語の文字にも要りません";
    TextTooLong TooMuch {}
        "this text is too long" "the limit is 20,000 bytes"
        "文が長すぎます" "上限は2万バイトです";
    // Dates
    NotDate BadDate { date }
        "`{date}` is not a date"
        "write 2015, 2018-02 or 2015-12-11; a range as 2018/2019 or 2018/..; about as 2015~; a \
         year before 1000 with four digits, 1 BCE as 0000, 2 BCE as -0001, and beyond 9999 as \
         Y12000"
        "「{date}」は日付ではありません"
        "2015、2018-02、2015-12-11 のように書いてください。期間は 2018/2019 か 2018/..、\
         およその年は 2015~、1000年より前は四桁で、紀元前1年は 0000、紀元前2年は -0001、\
         9999年より後は Y12000 です";
    NoMonth BadDate { date, month }
        "`{date}`: there is no month {month}" "months run from 01 to 12"
        "「{date}」:{month}月はありません" "月は 01 から 12 までです";
    NoDay BadDate { date, days }
        "`{date}` does not exist: that month has {days} days"
        "if only the month is known, omit the day"
        "「{date}」は暦にありません。その月は{days}日までです"
        "月しか分からないなら、日を省いてください";
    YearTooFar BadDate { date }
        "the year of `{date}` is too far away" "the limit is 100 billion"
        "「{date}」の年が遠すぎます" "上限は1000億年です";
    NothingKnown BadDate { date }
        "`{date}` has no known beginning or end" "write at least one of them"
        "「{date}」には始まりも終わりもありません" "少なくとも一方を書いてください";
    DateReversed ReversedRange { date }
        "`{date}` ends before it begins" "write the earlier date first"
        "「{date}」は始まりより前に終わっています" "早い日付を先に書いてください";
    NoEnd BadDate { date }
        "`{date}` has no end" "write the last day that the story covers"
        "「{date}」には終わりがありません" "ストーリーが扱う最後の日を書いてください";
    // The story as a whole
    UnknownFormat UnknownFormat { format }
        "format {format} is unknown to this version" "write 1, or use a newer explainer"
        "この版は形式 {format} を知りません" "1 と書くか、新しい explainer を使ってください";
    NoLanguages MissingField {}
        "the list of languages is empty" "write [\"en\"]"
        "言語の一覧が空です" "[\"ja\"] のように書いてください";
    TooManyEvents TooMuch { count }
        "{count} events are too many" "the limit is 100,000; split the story"
        "出来事が{count}件あり、多すぎます" "上限は10万件です。ストーリーを分けてください";
    TooManyLanguages TooMuch { count }
        "{count} languages are too many" "the limit is 50"
        "言語が{count}あり、多すぎます" "上限は50です";
    LanguageTwice DuplicateId { lang }
        "`{lang}` is listed twice" "keep one"
        "`{lang}` が二つあります" "一つを残してください";
    NoProvenance MissingTranslation { lang }
        "the provenance of the `{lang}` text is missing" "add its entry"
        "`{lang}` の文の成り立ちがありません" "その項目を加えてください";
    BadNumber UnknownWord { word }
        "`{word}` does not show how numbers are written"
        "write 1234567.8 as the language does, such as 1.234.567,8"
        "「{word}」では数の書き方が分かりません"
        "1234567.8 をその言語の書き方で、たとえば 1.234.567,8 と書いてください";
    NoWording MissingTranslation { lang }
        "the `{lang}` text is missing" "write it, or remove the language from `languages`"
        "`{lang}` の文がありません" "書くか、その言語を `languages` から除いてください";
    DraftLanguage DraftLanguage { lang }
        "`{lang}` is not a language of the story yet" "add it to `languages` when all texts have it"
        "`{lang}` はまだストーリーの言語ではありません"
        "すべての文がそろったら `languages` に加えてください";
    IdTaken DuplicateId { id, place }
        "`{id}` is already the id of {place}" "give each its own id"
        "`{id}` はすでに {place} の id です" "それぞれに別の id を付けてください";
    NoReference UnknownReference { kind, id }
        "there is no {kind} `{id}`" "add it, or correct the id"
        "`{id}` という{kind}はありません" "加えるか、id を直してください";
    NoReferenceNear UnknownReference { kind, id, near }
        "there is no {kind} `{id}`" "did you mean `{near}`?"
        "`{id}` という{kind}はありません" "`{near}` ではありませんか";
    UnusedEntry Unused { id }
        "nothing refers to `{id}`" "refer to it in an event, or remove it"
        "`{id}` はどこでも使われていません" "出来事で使うか、消してください";
    UnusedMeasure Unused { id }
        "no amount uses `{id}`" "add an amount, or remove it"
        "`{id}` を使う金額がありません" "金額を加えるか、消してください";
    UnusedSource Unused { id }
        "nothing cites `{id}`" "cite it, or remove it"
        "`{id}` はどこでも引用されていません" "引用するか、消してください";
    // Texts
    TooManyKeyPoints LongText {}
        "there are more than seven key points" "keep the five most important ones"
        "要点が七つより多くあります" "大事な五つを残してください";
    CardTooLong LongText { count, limit }
        "{count} characters are too long for a card; the limit is {limit}"
        "shorten it, or split the event in two"
        "{count}字はカードには長すぎます。上限は{limit}字です"
        "短くするか、出来事を二つに分けてください";
    ChapterOrder ReversedRange { chapter, earlier }
        "`{chapter}` begins before `{earlier}`" "put the chapters in order of time"
        "`{chapter}` は `{earlier}` より前に始まります" "章を時間の順に並べてください";
    LookAlike SameLooks { actor, other }
        "`{actor}` looks like `{other}`" "give it another mark and colour"
        "`{actor}` は `{other}` と見分けられません" "別の印と色にしてください";
    CellCount WrongType { cells, columns }
        "{cells} cells for {columns} columns" "write one cell for each column"
        "列は{columns}つ、セルは{cells}つです" "列ごとに一つのセルを書いてください";
    // Statements and sources
    EventTooLate AfterAsOf { date }
        "{date} is after `as_of`" "put later events into `since_then`, or change `as_of`"
        "{date} は `as_of` より後です" "`since_then` に移すか、`as_of` を変えてください";
    NoSpeaker MissingSpeaker {}
        "the speaker is missing"
        "add \"speaker\": {{ \"name\": {{ … }} }} with person and occasion"
        "発言者がありません"
        "\"speaker\": {{ \"name\": {{ … }} }} に、だれがどこで言ったかを書いてください";
    NoResponse MissingResponse {}
        "the answer of the accused is missing"
        "add \"response\" with their answer, or with \"none_found\" and the day until which you \
         looked"
        "相手の回答がありません"
        "\"response\" に回答を書くか、\"none_found\" に調べた最後の日を書いてください";
    HalfResponse MissingResponse {}
        "the response needs either `text` or `none_found`"
        "write either `text` with `sources`, or `none_found` with a date"
        "回答には `text` か `none_found` のどちらか一方が必要です"
        "`text` と `sources`、または `none_found` と日付を書いてください";
    NoSource UnsourcedClaim {}
        "this has no source"
        "add \"sources\": [ids]; a source can be a book or a file without an address"
        "出典がありません"
        "\"sources\": [id] を加えてください。アドレスのない本やファイルも出典になります";
    CitedTwice DuplicateId { id }
        "`{id}` is cited twice here" "keep one"
        "`{id}` をここで二度引用しています" "一つを残してください";
    NotEncrypted NotHttps {}
        "this address is not encrypted" "use https:// if the site supports it"
        "このアドレスは暗号化されません" "相手が使えるなら https:// にしてください";
    // Images and other media
    NotBesideStory BadFile { file }
        "`{file}` is not a file beside the story"
        "write a path such as images/plan.jpg; put a link into `address`"
        "「{file}」はストーリーの隣のファイルではありません"
        "images/plan.jpg のようなパスを書いてください。リンクは `address` に書きます";
    BadReady BadFile {}
        "these are not the files of an image" "remove `ready` and run `explainer prepare`"
        "画像のファイルの一覧ではありません"
        "`ready` を消して `explainer prepare` を使ってください";
    BadSize UnreadableImage {}
        "this is not the size of an image" "remove `ready` and run `explainer prepare`"
        "画像の大きさではありません"
        "`ready` を消して `explainer prepare` を使ってください";
    OtherEnding BadFile { file }
        "`{file}` does not end like an image"
        "images end in .jpg, .jpeg, .png, .webp, .avif or .svg"
        "「{file}」の終わりは画像のものではありません"
        "画像は .jpg、.jpeg、.png、.webp、.avif、.svg のどれかで終わります";
    NoMedium MissingField {}
        "the medium has neither `file` nor `address`"
        "add \"file\" for an image beside the story, or \"address\" for a link"
        "`file` も `address` もありません"
        "隣の画像なら \"file\"、リンクなら \"address\" を加えてください";
    DescribesNothing Unused { field, other }
        "without `{other}`, `{field}` describes nothing" "remove it, or add `{other}`"
        "`{other}` がないので、`{field}` は何の説明にもなりません"
        "消すか、`{other}` を加えてください";
    NoAlt MissingAlt {}
        "the image has no `alt`"
        "add \"alt\", or \"decorative\": true if the text says all of it"
        "画像に `alt` がありません"
        "\"alt\" を加えるか、文がすべて述べているなら \"decorative\": true と書いてください";
    NotOfMark UnknownField { field }
        "the image of an actor has no `{field}`"
        "remove it: the image is shown as small as a mark, beside the name"
        "主体の画像に `{field}` はありません"
        "消してください。画像は名前の横に印の大きさで出ます";
    NoMarkFile MissingField {}
        "the image of an actor has no `file`"
        "add \"file\" with the path of a portrait or logo beside the story"
        "主体の画像に `file` がありません"
        "\"file\" に、ストーリーの隣にある肖像かロゴのパスを書いてください";
    NameInAlt Unused { name }
        "`alt` says “{name}”, which is beside the image already"
        "remove `alt`, or write only what the name does not say"
        "`alt` の「{name}」は画像の横の名前と同じです"
        "`alt` を消すか、名前にないことだけを書いてください";
    AltOfDecorative Unused {}
        "the `alt` of a decorative image is read to nobody" "remove one of both"
        "装飾の画像の `alt` は誰にも読まれません" "どちらかを消してください";
    NoCredit MissingCredit {}
        "the image has no credit" "add \"credit\" with the author or owner"
        "画像に持ち主がありません" "\"credit\" に作者か持ち主を書いてください";
    BadShare BadFocus { value }
        "`{value}` is not a number from 0 to 1"
        "0 is the left or upper edge, 1 the right or lower one: \"focus\": [0.5, 0.25]"
        "`{value}` は0から1までの数ではありません"
        "左端と上端が0、右端と下端が1です。例: \"focus\": [0.5, 0.25]";
    BadFocus BadFocus { count }
        "a focus point has two numbers, and here are {count}"
        "write the shares from the left and upper edge: \"focus\": [0.5, 0.25]"
        "焦点は二つの数です。ここには{count}個あります"
        "左端と上端からの割合を書いてください。例: \"focus\": [0.5, 0.25]";
    SecondCard BadCard { first }
        "{first} is the card already" "keep \"card\": true on one image"
        "カードはすでに {first} です" "\"card\": true は一つの画像だけに書いてください";
    CardOfAvif BadCard {}
        "no card can be made of an AVIF file" "give the image as JPEG, PNG, WebP or SVG"
        "AVIF のファイルからカードは作れません"
        "画像を JPEG、PNG、WebP、SVG のどれかにしてください";
    CardNotReady BadCard {}
        "the card of this prepared image is missing"
        "remove `ready` and run `explainer prepare`"
        "用意された画像にカードがありません"
        "`ready` を消して `explainer prepare` を使ってください";
    SmallCard SmallImage { width }
        "the card shows {width} pixels of the image in a width of 1200"
        "take a larger image"
        "カードは幅1200画素に画像の{width}画素を映します"
        "もっと大きい画像を使ってください";
    NoFile MissingFile { path }
        "there is no file {path}"
        "put it there, or correct the path, which begins at the story's folder"
        "ファイル {path} がありません"
        "そこに置くか、ストーリーのフォルダから始まるパスを直してください";
    NoFileNear MissingFile { path, near }
        "there is no file {path}" "is it {near}?"
        "ファイル {path} がありません" "{near} ではありませんか";
    UnreadableFile UnreadableImage { file, why }
        "{file} cannot be used: {why}"
        "save it again as JPEG, PNG or WebP, with the right ending"
        "{file} は使えません: {why}"
        "正しい拡張子の JPEG、PNG、WebP として保存し直してください";
    HiddenData UnreadableImage {}
        "this AVIF file has hidden data, perhaps a place or a name"
        "give the image as JPEG, PNG or WebP, which are cleaned"
        "この AVIF には、場所や名前などの隠れた情報があります"
        "情報を取り除ける JPEG、PNG、WebP にしてください";
    HeavyFile HeavyImage { file, size }
        "{file} has {size} kB" "crop it, or take fewer details; 200 kB are enough for a phone"
        "{file} は {size} kB あります"
        "切り取るか、細部を減らしてください。電話には 200 kB で足ります";
    HeavyAsItIs HeavyImage { size }
        "this file has {size} kB for every reader"
        "simplify it, or give it as JPEG, PNG or WebP, of which smaller files are made"
        "このファイルはどの読者にも {size} kB かかります"
        "簡単にするか、小さくできる JPEG、PNG、WebP にしてください";
    FewPixels SmallImage { width, column }
        "the image is {width} pixels wide; the column of text has {column}"
        "take a larger one, or crop less"
        "画像の幅は{width}画素、文の幅は{column}画素です"
        "大きい画像を使うか、切り取りを減らしてください";
    FewPixelsOfMark SmallImage { pixels, wanted }
        "the mark shows {pixels} pixels of the image; sharp screens have {wanted}"
        "take a larger one"
        "印は画像の{pixels}画素を映します。細かい画面には{wanted}画素あります"
        "もっと大きい画像を使ってください";
    WordsInImage TextInImage { words }
        "the drawing has words that `alt` lacks: {words}"
        "add them to `alt`, in the language of the reader"
        "図に `alt` にない言葉があります: {words}"
        "読者の言語で `alt` に加えてください";
    // Amounts
    NoMeasure MissingField {}
        "the chart has no measure" "add one"
        "図に指標がありません" "一つ加えてください";
    OtherCurrency MixedMeasures { measure }
        "`{measure}` has another currency than the previous measure"
        "use a separate chart for each currency"
        "`{measure}` の通貨が前の指標と違います" "通貨ごとに別の図にしてください";
    BelowZero NegativeAmount {}
        "the amount is below zero" "bars begin at zero"
        "金額が0より小さくなっています" "棒は0から始まります";
    RangeReversed ReversedRange {}
        "the range ends below its beginning" "write the smaller amount in `low`"
        "幅の終わりが始まりより小さくなっています" "小さいほうを `low` に書いてください";
    RangeExact ContradictoryAmount {}
        "a range is not exact"
        "an exact amount has no `high`; for a range use `reported` or `about`"
        "幅のある金額は exact ではありません"
        "exact の金額に `high` はありません。幅には `reported` か `about` を使ってください";
    BadPart ContradictoryAmount {}
        "the part is negative or larger than the amount" "a part is between 0 and `low`"
        "内訳が負か、金額より大きくなっています" "内訳は 0 から `low` までです";
    AmountTooLate AfterAsOf { date }
        "{date} is after `as_of`" "omit it, or change `as_of`"
        "{date} は `as_of` より後です" "省くか、`as_of` を変えてください";
    SeveralAmounts SeveralAmounts { actor, measure, date, first }
        "`{actor}` has a `{measure}` on {date} already, in {first}"
        "add payments up in one amount, or correct the date or the measure"
        "`{actor}` の {date} の `{measure}` はすでに {first} にあります"
        "支払いなら一つの金額に合計し、そうでなければ日付か指標を直してください";
    OtherActor MixedMeasures { id, actor, other }
        "`{id}` is an amount of `{other}`, not of `{actor}`" "sum amounts of one actor"
        "`{id}` は `{actor}` でなく `{other}` の金額です" "一つの主体の金額を合計してください";
    WrongSum ContradictoryAmount { total, low }
        "the terms sum to {total}, not to {low}" "correct `low`, or the terms"
        "項の合計は {low} でなく {total} です" "`low` か項を直してください";
}

/// Returns the Japanese for a kind of value or entry that is an argument; other arguments as they
/// are.
#[cfg(any(feature = "cli", feature = "desk", not(target_arch = "wasm32")))]
fn in_japanese(argument: &str) -> &str {
    let found = KINDS.iter().find(|(english, _)| *english == argument);
    found.map_or(argument, |(_, japanese)| japanese)
}

#[cfg(any(feature = "cli", feature = "desk", not(target_arch = "wasm32")))]
const KINDS: &[(&str, &str)] = &[
    ("true or false", "true か false"),
    ("a number", "数"),
    (
        "a number with a fraction, an exponent or too many digits",
        "小数、指数、桁の多すぎる数",
    ),
    ("text", "文"),
    ("a number from 0 to 1", "0から1までの数"),
    ("a list", "一覧"),
    ("a list of two numbers", "二つの数の一覧"),
    ("an object", "オブジェクト"),
    ("an object with fields", "欄のあるオブジェクト"),
    ("an object of languages", "言語ごとのオブジェクト"),
    ("an object of words", "言葉のオブジェクト"),
    ("a word in quotes", "引用符で囲んだ言葉"),
    ("an id in quotes", "引用符で囲んだ id"),
    ("a language tag in quotes", "引用符で囲んだ言語タグ"),
    ("an address in quotes", "引用符で囲んだアドレス"),
    ("a path in quotes", "引用符で囲んだパス"),
    ("paths in quotes", "引用符で囲んだパスの一覧"),
    ("a date in quotes", "引用符で囲んだ日付"),
    ("text in quotes", "引用符で囲んだ文"),
    ("a currency in quotes", "引用符で囲んだ通貨"),
    ("a whole number", "整数"),
    ("a small whole number", "小さい整数"),
    ("actor", "主体"),
    ("event", "出来事"),
    ("measure", "指標"),
    ("observation", "金額"),
    ("source", "出典"),
    ("tag", "主題"),
];

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())?;
        let help = self.help();
        if help.is_empty() {
            return Ok(());
        }
        write!(f, "; {help}")
    }
}

impl std::error::Error for Finding {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_the_same_arguments() {
        for finding in Finding::all() {
            let english = [finding.message(), finding.help()];
            let (message, help) = finding.japanese();
            assert!(!message.is_ascii(), "{finding:?} has no Japanese");
            assert_eq!(english[1].is_empty(), help.is_empty(), "{finding:?}");
            let japanese = [message, help];
            for (name, value) in finding.arguments() {
                assert_eq!(value, format!("⟨{name}⟩"));
                for (english, japanese) in english.iter().zip(&japanese) {
                    let both = (english.contains(value), japanese.contains(value));
                    assert_eq!(both.0, both.1, "{finding:?}: {name}");
                }
                assert!(english.concat().contains(value), "{finding:?}: {name}");
            }
        }
    }
}
