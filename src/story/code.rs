//! The kinds of problems. Each has the reason for its rule.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident = $name:literal $japanese:literal,)+) => {
        /// The kinds of problems. Each has a stable name, for filters and for
        /// `docs/story-format.md`. Its documentation is the reason for the rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $code,)+ }

        impl Code {
            /// Every kind of problem, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$code),+];

            /// Returns the printed name, such as `unknown-field`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => $name,)+ }
            }

            /// Returns the reason for the rule, in one sentence.
            #[cfg(any(feature = "cli", feature = "desk", not(target_arch = "wasm32")))]
            pub fn why(self) -> &'static str {
                match self { $(Code::$code => concat!($($doc),+).trim_ascii(),)+ }
            }

            /// Returns the reason for the rule in Japanese.
            #[cfg(any(feature = "cli", feature = "desk", not(target_arch = "wasm32")))]
            pub fn why_in_japanese(self) -> &'static str {
                match self { $(Code::$code => $japanese,)+ }
            }
        }
    };
}

codes! {
    /// Only UTF-8 is read the same way on all machines.
    NotUtf8 = "not-utf8"
        "どの機械でも同じに読めるのは UTF-8 だけです。",
    /// A story is a JSON file; nothing can be read from any other file.
    NotJson = "not-json"
        "ストーリーは JSON のファイルです。ほかのファイルからは何も読めません。",
    /// A story beyond the limits would make a reader's phone hang.
    TooMuch = "too-much"
        "上限を超えるストーリーは、読者の電話を止めてしまいます。",
    /// Only one of two fields with the same name could be shown, and nobody could tell which.
    DuplicateField = "duplicate-field"
        "同じ名前の欄は一つしか示せず、どちらなのか誰にも分かりません。",
    /// An unknown field is nearly always a typing error, and its content would be lost.
    UnknownField = "unknown-field"
        "知らない欄はたいてい打ち間違いで、その中身は失われます。",
    /// Without this field readers would see a gap.
    MissingField = "missing-field"
        "この欄がないと、読者には隙間が見えます。",
    /// The field needs a value of another type.
    WrongType = "wrong-type"
        "この欄には別の型の値が必要です。",
    /// Only the listed words are valid here.
    UnknownWord = "unknown-word"
        "ここで使えるのは、挙げられた言葉だけです。",
    /// A later format may use the same fields with another meaning.
    UnknownFormat = "unknown-format"
        "後の形式では、同じ欄が別の意味を持つかもしれません。",
    /// A date is drawn on the axis, so it must exist and state its precision.
    BadDate = "bad-date"
        "日付は軸に描かれるので、実在し、どこまで正確か分からなければなりません。",
    /// A range that ends before it begins cannot be drawn.
    ReversedRange = "reversed-range"
        "始まりより前に終わる幅は描けません。",
    /// Links lead to other sites, so only plain http and https addresses are accepted.
    BadAddress = "bad-address"
        "リンクは他のサイトへ行くので、普通の http と https のアドレスだけを受け付けます。",
    /// An id is a permalink: readers' links break unless it stays plain and stable.
    BadId = "bad-id"
        "id は固定リンクです。単純で変わらないものでないと、読者のリンクが切れます。",
    /// A link to an id must have one target.
    DuplicateId = "duplicate-id"
        "id へのリンクの行き先は一つでなければなりません。",
    /// Every id that a story refers to must exist in it.
    UnknownReference = "unknown-reference"
        "ストーリーが指す id は、その中に存在しなければなりません。",
    /// A reader of that language would see a gap or a text in another language.
    MissingTranslation = "missing-translation"
        "その言語の読者には、隙間か別の言語の文が見えます。",
    /// Readers are not shown a language before every text has it and `languages` lists it.
    DraftLanguage = "draft-language"
        "すべての文がそろい、`languages` に載るまで、読者にその言語は見えません。",
    /// Empty text leaves a gap on the page.
    EmptyText = "empty-text"
        "空の文はページに隙間を残します。",
    /// Characters that reverse or hide text can change the meaning of a page.
    HiddenCharacter = "hidden-character"
        "文の向きを変える文字や見えない文字は、ページの意味を変えかねません。",
    /// A reader cannot check a statement without a source.
    UnsourcedClaim = "unsourced-claim"
        "出典がないと、読者は記述を確かめられません。",
    /// An allegation or an opinion belongs to its speaker; the page must not seem to state it.
    MissingSpeaker = "missing-speaker"
        "主張や見解は話し手のものです。ページの主張に見えてはいけません。",
    /// The accused answer beside the accusation, or the page says that no answer was found.
    MissingResponse = "missing-response"
        "非難された側の回答を並べるか、見つからなかったと書きます。",
    /// Money raised, a valuation and a reserve differ; on one axis they would mislead.
    MixedMeasures = "mixed-measures"
        "調達額、評価額、準備金は別のものです。一つの軸に置くと誤解を招きます。",
    /// Images travel with the story: a file is a path beside it, and no other site is ever asked.
    BadFile = "bad-file"
        "画像はストーリーと一緒に動きます。ファイルはその隣のパスで、他のサイトに求めることはありません。",
    /// Readers who do not see an image need its description.
    MissingAlt = "missing-alt"
        "画像を見られない読者には、その説明が必要です。",
    /// Without its file, readers would see an empty frame.
    MissingFile = "missing-file"
        "ファイルがないと、読者には空の枠が見えます。",
    /// A file that is damaged, or of another kind than its ending says, cannot be shown everywhere.
    UnreadableImage = "unreadable-image"
        "壊れたファイルや、拡張子と種類の違うファイルは、どこでも表示できるとは限りません。",
    /// A focus point is inside its image: two numbers from 0 to 1.
    BadFocus = "bad-focus"
        "焦点は画像の中の点で、0から1までの二つの数です。",
    /// A link on a social site shows one picture, so one image of a story can be its card.
    BadCard = "bad-card"
        "リンクに付く画像は一つなので、ストーリーのカードになる画像も一つです。",
    /// A bar below zero cannot be drawn from a zero baseline.
    NegativeAmount = "negative-amount"
        "0より下の棒は、0から始まる図に描けません。",
    /// An exact figure has one value, and a part or a sum must agree with its amount.
    ContradictoryAmount = "contradictory-amount"
        "正確な金額は一つの値です。内訳や合計は金額と合わなければなりません。",
    /// A bar shows one amount of a day; of two, readers would see one by chance.
    SeveralAmounts = "several-amounts"
        "棒は一日に一つの金額を示します。二つあれば、読者に見えるのは偶然の一つです。",
    /// The page states its facts as of a date, so later events do not belong to it.
    AfterAsOf = "after-as-of"
        "ページはある日の時点の事実を述べます。後の出来事は含まれません。",
    /// A card should be readable at a glance; a longer text belongs in two events.
    LongText = "long-text"
        "カードは一目で読めるべきです。長い文は二つの出来事に分けます。",
    /// On an http link, others can watch the reader and change the page.
    NotHttps = "not-https"
        "http のリンクでは、他人が読者を見張り、ページを書き換えられます。",
    /// An image belongs to somebody, and readers should see to whom.
    MissingCredit = "missing-credit"
        "画像には持ち主がいます。誰のものか、読者に見えるべきです。",
    /// On a phone, an image of more than 200 kB takes seconds to load.
    HeavyImage = "heavy-image"
        "200 kB を超える画像は、電話では表示に何秒もかかります。",
    /// An image with fewer pixels than the column of text is small or blurred.
    SmallImage = "small-image"
        "文の幅より画素の少ない画像は、小さいかぼやけて見えます。",
    /// Readers who do not see an image need its words in the description.
    TextInImage = "text-in-image"
        "画像を見られない読者には、画像の中の言葉も説明に必要です。",
    /// An entry that nothing refers to is not shown.
    Unused = "unused"
        "何からも指されない項目は表示されません。",
    /// Readers cannot tell two actors apart that look alike in a chart.
    SameLooks = "same-looks"
        "同じ見た目の主体は、図で見分けられません。",
}
