//! The notes of an import: each is a code with arguments, and a sentence in English and in
//! Japanese. The codes are for programs and do not change; the sentences are for authors and may
//! change.

use std::fmt;

/// Returns the beginning of a long text, for a message.
pub(super) fn shortened(text: &str) -> String {
    let mut short: String = text
        .chars()
        .filter(|c| !crate::story::is_hidden(*c))
        .take(200)
        .collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The place that a note is about: a cell, a row or a column of a table, or a field of JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The row of the table as a spreadsheet counts it, from 1.
    pub row: Option<usize>,
    /// The head of the column.
    pub column: Option<String>,
    /// The field of JSON, such as `events[3].media`.
    pub field: String,
}

impl Place {
    pub(super) fn row(row: usize) -> Self {
        Place {
            row: Some(row),
            ..Place::default()
        }
    }

    /// Returns a column of the same row, or a part of the same field.
    pub(super) fn at(&self, name: &str) -> Self {
        let mut place = self.clone();
        if place.row.is_some() || place.field.is_empty() {
            place.column = Some(name.to_owned());
        } else {
            place.field = format!("{}, {name}", place.field);
        }
        place
    }

    /// Returns a whole column.
    pub(super) fn column(name: &str) -> Self {
        Place {
            column: Some(name.to_owned()),
            ..Place::default()
        }
    }

    /// Returns true if it is the whole file.
    pub fn is_empty(&self) -> bool {
        *self == Place::default()
    }

    /// Returns the place in words.
    pub fn in_words(&self, japanese: bool) -> String {
        let row = self.row.map(|row| {
            if japanese {
                format!("{row}行目")
            } else {
                format!("row {row}")
            }
        });
        let field = Some(self.field.clone()).filter(|field| !field.is_empty());
        let column = self.column.as_ref().map(|column| shortened(column));
        let parts: Vec<_> = [row, column, field].into_iter().flatten().collect();
        parts.join(if japanese { "、" } else { ", " })
    }
}

impl From<&str> for Place {
    fn from(field: &str) -> Self {
        Place {
            field: field.to_owned(),
            ..Place::default()
        }
    }
}

impl From<String> for Place {
    fn from(field: String) -> Self {
        Place {
            field,
            ..Place::default()
        }
    }
}

impl From<&Place> for Place {
    fn from(place: &Place) -> Self {
        place.clone()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(false))
    }
}

/// Something that the author should know about an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The kind of note.
    pub kind: NoteKind,
    /// The place in the imported file.
    pub place: Place,
    /// The message.
    pub message: Message,
}

/// The kind of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Left out, because a story has no place for it.
    Lost,
    /// Kept, but changed.
    Changed,
    /// A task for the author.
    ToDo,
}

impl NoteKind {
    /// Returns its name for programs.
    pub fn code(self) -> &'static str {
        match self {
            NoteKind::Lost => "left-out",
            NoteKind::Changed => "changed",
            NoteKind::ToDo => "to-do",
        }
    }
}

impl Note {
    /// Returns the note on one line.
    pub fn sentence(&self, japanese: bool) -> String {
        let kind = match (self.kind, japanese) {
            (NoteKind::Lost, false) => "left out",
            (NoteKind::Changed, false) => "changed",
            (NoteKind::ToDo, false) => "to do",
            (NoteKind::Lost, true) => "取り込めません",
            (NoteKind::Changed, true) => "変更",
            (NoteKind::ToDo, true) => "作業",
        };
        let mut line = format!("{kind}: ");
        if !self.place.is_empty() {
            line = line + &self.place.in_words(japanese) + ": ";
        }
        line + &self.message.sentence(japanese)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(false))
    }
}

macro_rules! messages {
    ($(
        $name:ident $code:literal { $($field:ident),* $(; $($place:ident),+)? }
        $english:literal $japanese:literal;
    )+) => {
        /// The message of a note or a refusal. Places are named in the language of the sentence.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the sentence beside each says what it means")]
        pub enum Message {
            $($name { $($field: String,)* $($($place: Place),+)? },)+
        }

        impl Message {
            /// The name for programs.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Message::$name { .. } => $code,)+
                }
            }

            /// Returns the arguments of the sentence by name; places are in English.
            pub fn arguments(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Message::$name { $($field,)* $($($place),+)? } => vec![
                        $((stringify!($field), $field.clone()),)*
                        $($((stringify!($place), $place.to_string())),+)?
                    ],)+
                }
            }

            /// Returns the sentence in Japanese or in English.
            pub fn sentence(&self, japanese: bool) -> String {
                match self {
                    $(Message::$name { $($field,)* $($($place),+)? } => {
                        $(let $field = shortened($field);)*
                        $($(let $place = $place.in_words(japanese);)+)?
                        if japanese { format!($japanese) } else { format!($english) }
                    })+
                }
            }
        }
    };
}

messages! {
    // Dates
    ShortYear "short-year" { text, date }
        "“{text}” is read as {date}"
        "「{text}」を {date} と読みました";
    DatePart "date-part" { text, date }
        "a date cannot say all of “{text}”; it is now {date}"
        "「{text}」のすべては日付で表せません。{date} としました";
    ZoneLeft "time-zone" { text, zone, date }
        "the time zone {zone} of “{text}”: a story tells the time by the clock of the place, {date}"
        "「{text}」の時間帯 {zone}:ストーリーの時刻は現地の時計によります。{date} としました";
    LunarDay "lunar-day" { text, date }
        "“{text}” is a day of the calendar before 1873, which differs from ours; only the year is \
         kept, {date}"
        "「{text}」は1873年より前の暦の日付で、今の暦とは違います。年だけを残し、{date} としました";
    EraEnded "era-ended" { text, date }
        "“{text}” is outside of its era; it is read as {date}"
        "「{text}」はその元号の期間にありません。{date} と読みました";
    Winter "winter" { text, date }
        "“{text}” is read as {date}, the winter that begins in December of that year; if another \
         is meant, write its months"
        "「{text}」を {date}(その年の12月に始まる冬)と読みました。違うなら、月で書いてください";
    FiscalYearOfJapan "fiscal-year-april" { text, date }
        "“{text}” is read as the fiscal year of Japan, {date}; if another is meant, write its \
         months"
        "「{text}」を日本の年度 {date} と読みました。違うなら、月で書いてください";
    FiscalYear "fiscal-year" { text }
        "“{text}” is a fiscal year, and it does not say when that begins; write its months, such \
         as 2019-07/2020-06"
        "「{text}」は会計年度ですが、いつ始まるか書かれていません。2019-07/2020-06 のように月で書いてください";
    DecadeOrCentury "decade-or-century" { text, decade, century }
        "“{text}” may be ten years or a hundred; write {decade} or {century}"
        "「{text}」は10年間とも100年間とも読めます。{decade} か {century} と書いてください";
    SpreadsheetDays "spreadsheet-days" { text, date; place }
        "every cell is a whole number as a spreadsheet counts days; {place}, “{text}”, is {date}"
        "すべてのセルが表計算ソフトの日数です。{place}の「{text}」は {date} です";
    OrderContradicts "order-contradicts" { text, other; place, other_place }
        "“{text}” ({place}) has the day first and “{other}” ({other_place}) the month, so that \
         the other dates cannot be read; say which it is with --dates dmy or --dates mdy"
        "「{text}」({place})は日が先、「{other}」({other_place})は月が先なので、ほかの日付が読めません。--dates dmy か --dates \
         mdy で指定してください";
    OrderOpen "order-open" { text, day_first, month_first; place }
        "“{text}” ({place}) may be {day_first} or {month_first}, and no other date of the column \
         settles it; say which it is with --dates dmy or --dates mdy"
        "「{text}」({place})は {day_first} とも {month_first} とも読め、列のほかの日付でも決まりません。--dates dmy か \
         --dates mdy で指定してください";
    OrderFound "order-found" { open, date, text; open_place, place }
        "“{open}” ({open_place}) is read as {date}, because {place} has “{text}”"
        "{place}に「{text}」があるので、「{open}」({open_place})を {date} と読みました";
    OrderAsTimelineJs "order-as-timelinejs" { text, date, other }
        "“{text}” is read as {date}, month first, as TimelineJS reads it; if {other} is meant, \
         import with --dates dmy"
        "「{text}」を、TimelineJS と同じく月が先と見て {date} と読みました。{other} なら --dates dmy を付けて取り込んでください";
    TwoDigits "two-digit-year" { text }
        "“{text}”, whose year has two digits; write it with four, or import with \
         --two-digit-years-from 1930, for example, to read them as 1930 to 2029"
        "「{text}」:年が2桁です。4桁で書くか、たとえば --two-digit-years-from 1930 を付けると、1930年から2029年として読みます";
    NoDate "no-date" { text }
        "“{text}”, which is no date; write 1872, 1872-10 or 1872-10-14"
        "「{text}」は日付として読めません。1872、1872-10、1872-10-14 のように書いてください";
    FarAhead "far-ahead" { date }
        "{date} is far ahead of today; if these are years of another calendar, such as the \
         Buddhist one, write BE before the year, or import with --calendar buddhist"
        "{date} は遠い未来です。仏暦など別の暦の年なら、年の前に BE と書くか、--calendar buddhist を付けて取り込んでください";
    // Decimal marks
    MarkContradicts "mark-contradicts" { text, other, open; place, other_place, open_place }
        "“{text}” ({place}) has a decimal point and “{other}” ({other_place}) a decimal comma, so \
         that “{open}” ({open_place}) has two readings; say which it is with --decimal point or \
         --decimal comma"
        "「{text}」({place})の小数点はピリオド、「{other}」({other_place})はコンマなので、「{open}」({open_place})が二通りに読め\
         ます。--decimal point か --decimal comma で指定してください";
    MarkOpen "mark-open" { text; place }
        "the mark in “{text}” ({place}) may part thousands or decimals, and no other figure of \
         the column settles it; say with --decimal point or --decimal comma which mark is before \
         decimals"
        "「{text}」({place})の記号は桁区切りとも小数点とも読め、列のほかの数字でも決まりません。小数点を --decimal point か --decimal \
         comma で指定してください";
    MarkFound "mark-found" { text, open; place, open_place }
        "“{open}” ({open_place}) is read with a decimal comma, because {place} has “{text}”"
        "{place}に「{text}」があるので、「{open}」({open_place})の小数点をコンマとして読みました";
    BothMarks "both-marks" { text, other; place, other_place }
        "“{text}” ({place}) has a decimal point and “{other}” ({other_place}) a decimal comma; \
         each figure is read by its own marks"
        "「{text}」({place})の小数点はピリオド、「{other}」({other_place})はコンマです。それぞれの記号のとおりに読みました";
    // Texts and names
    Invisible "invisible-characters" { }
        "invisible control characters were taken out"
        "目に見えない制御文字を取り除きました";
    TooLong "too-long" { rest }
        "the text is too long; its end, from “{rest}”"
        "文が長すぎます。「{rest}」から後ろ";
    Untranslated "untranslated" { lang, text }
        "“{text}” has no wording in `{lang}`; it is the same in both languages now"
        "「{text}」の `{lang}` がありません。どの言語でも同じ文としました";
    SecondTitle "second-title" { text }
        "a second title, “{text}”"
        "二つ目の題名「{text}」";
    SecondSummary "second-summary" { text }
        "a second introduction, “{text}”"
        "二つ目の導入文「{text}」";
    OneName "one-name" { name, other }
        "“{name}” and “{other}” are taken for one"
        "「{name}」と「{other}」を同じ名前としました";
    AlikeNames "alike-names" { name, other }
        "“{name}” and “{other}” differ in capitals only, and are two; write them alike if they \
         are one"
        "「{name}」と「{other}」は大文字と小文字だけが違い、別の名前としました。同じなら、書き方をそろえてください";
    KeepIds "keep-ids" { }
        "ids of titles in other scripts than Latin are made of date and title, and change with \
         them; to keep readers' links, add a column `id`"
        "ラテン文字でない題名の id は日付と題名から作られ、それらとともに変わります。読者のリンクを保つには `id` の列を加えてください";
    OtherLanguage "other-language" { text, lang }
        "the language “{text}” is now {lang}"
        "言語「{text}」を {lang} としました";
    Element "html-element" { name }
        "a <{name}>"
        "<{name}>";
    MediaAddress "media-address" { address }
        "a picture or frame from `{address}`"
        "`{address}` の画像または枠";
    LinkAddress "link-address" { address }
        "a link to `{address}`"
        "`{address}` へのリンク";
    NoAddress "no-address" { text }
        "“{text}”, which is no address"
        "「{text}」はアドレスではありません";
    Relative "relative-address" { text }
        "“{text}”, an address beside the file; say where the file was with --base \
         https://www.example.org/folder/"
        "「{text}」はファイルを基準にしたアドレスです。ファイルのあった場所を --base https://www.example.org/folder/ のように指定してください";
    ImageTaken "image-taken" { file }
        "“{file}” is an image of the story now: keep it beside the story, and write what it shows \
         into `alt`"
        "「{file}」を話の画像としました。話のファイルの隣に置き、何が写っているかを `alt` に書いてください";
    AddressCompleted "address-completed" { text, address }
        "“{text}” is now {address}"
        "「{text}」を {address} としました";
    SourceInWords "source-in-words" { text, id }
        "“{text}” is now the source `{id}`, which has no address"
        "「{text}」を、アドレスのない出典 `{id}` としました";
    SourceIncomplete "source-incomplete" { id }
        "the source `{id}`, which needs a publisher and a title"
        "出典 `{id}`:発行者と題名が必要です";
    FileAsSource "file-as-source" { file, id }
        "where {file} names no source, `{id}` stands in for one; put the real sources into \
         `sources` and cite them"
        "{file} に出典のないところは `{id}` を仮の出典としました。実際の出典を `sources` に書き、引用してください";
    // Files and columns
    Encoding "encoding" { encoding, sample }
        "the file is read as {encoding} (“{sample}”); if letters are wrong, name another with \
         --encoding"
        "ファイルを {encoding} として読みました(「{sample}」)。文字が正しくなければ --encoding で別の文字コードを指定してください";
    OtherSheets "other-sheets" { names }
        "the sheets {names} are not read; name one with --sheet"
        "シート {names} は読みませんでした。--sheet で指定できます";
    BrokenQuotes "broken-quotes" { line }
        "line {line} has quotation marks within a quoted cell that are not doubled; they are read \
         as a part of the text"
        "{line}行目:引用符で囲んだセルの中の引用符が二重になっていません。文の一部として読みました";
    Beside "beside-the-table" { text }
        "“{text}”, a line beside the table"
        "表の外の行「{text}」";
    Cell "no-place" { text }
        "“{text}”"
        "「{text}」";
    ColumnByWord "column-by-head" { column, meaning }
        "the column `{column}` is taken for {meaning}; for another, import with --column \
         {meaning}=HEAD"
        "列「{column}」を {meaning} としました。違うなら --column {meaning}=見出し を付けて取り込んでください";
    ColumnByContents "column-by-contents" { column, meaning }
        "the column `{column}` is taken for {meaning} by what its cells hold; for another, import \
         with --column {meaning}=HEAD"
        "列「{column}」を、中身から {meaning} としました。違うなら --column {meaning}=見出し を付けて取り込んでください";
    NoMeaning "no-meaning" { meaning, known }
        "a column cannot be `{meaning}`; it can be {known}"
        "列を `{meaning}` とすることはできません。使えるのは {known} です";
    NoColumn "no-column" { column, columns }
        "the table has no column `{column}`; its columns are {columns}"
        "表に列「{column}」はありません。列は {columns} です";
    LanguageTaken "language" { lang }
        "the texts are taken to be `{lang}`; for another language, import with --lang"
        "文の言語を `{lang}` としました。違うなら --lang を付けて取り込んでください";
    UnknownWord "unknown-word" { text, known }
        "“{text}” has no meaning here; known are {known}"
        "「{text}」はここでは意味がありません。使えるのは {known} です";
    // Events
    EventIncomplete "event-incomplete" { title }
        "the event “{title}”, which needs a date and a title"
        "出来事「{title}」:日付と題名が必要です";
    Unanswered "event-unanswered" { title }
        "the event “{title}”, which needs its speaker, and if it is alleged the response of the \
         accused"
        "出来事「{title}」:発言者が必要です。主張(alleged)なら、相手の応答も必要です";
    ResponseIncomplete "response-incomplete" { text }
        "“{text}”: a response needs who answers, and either an answer or a date until which none \
         was found"
        "「{text}」:応答には、答える人と、答えかまたは見つからなかった日付が必要です";
    EndAlone "end-alone" { date }
        "the end date {date} without a beginning"
        "始まりのない終わりの日付 {date}";
    EndBefore "end-before" { date }
        "the end date {date}, which is before the beginning"
        "終わりの日付 {date} が始まりより前です";
    NoTitle "no-title" { }
        "the file has no title: its name stands in `title`"
        "ファイルに題名がないので、ファイル名を `title` としました";
    NoSummary "no-summary" { }
        "the file has no introduction: say in two sentences of `summary` what the story is"
        "ファイルに導入文がありません。どんなストーリーか、`summary` に二文で書いてください";
    AsOf "as-of" { date }
        "`as_of` is {date}, the end of the last event; write the day until which you looked"
        "`as_of` は最後の出来事の終わり {date} です。調べた最後の日を書いてください";
    // Amounts
    NoAmount "no-amount" { text, actor }
        "the amount “{text}” of {actor}, which is no number from zero up"
        "{actor} の金額「{text}」は0以上の数ではありません";
    BelowZero "below-zero" { text, actor }
        "the amount “{text}” of {actor}, which is below zero: a bar from zero cannot show it"
        "{actor} の金額「{text}」は0より小さく、0から始まる棒では表せません";
    UnknownUnit "unknown-unit" { text, actor, word }
        "the amount “{text}” of {actor}, whose “{word}” is no known currency or power of ten; \
         write the code of the currency, such as USD"
        "{actor} の金額「{text}」の「{word}」は、知られた通貨でも位でもありません。USD のような通貨コードで書いてください";
    WhichCurrency "which-currency" { text, actor }
        "the amount “{text}” of {actor}, whose sign stands for several currencies; name its \
         currency in a column, or with --currency"
        "{actor} の金額「{text}」の記号はいくつもの通貨を表します。通貨の列か --currency で指定してください";
    MarkUnread "mark-unread" { text, actor }
        "the amount “{text}” of {actor}, whose mark may part thousands or decimals; say with \
         --decimal which mark is before decimals"
        "{actor} の金額「{text}」の記号は桁区切りとも小数点とも読めます。--decimal で小数点を指定してください";
    Share "share" { text, actor }
        "“{text}” of {actor}, which is a share and no amount"
        "{actor} の「{text}」は割合で、金額ではありません";
    AmountIncomplete "amount-incomplete" { amount, actor }
        "the amount “{amount}” of {actor}, which needs a date and a currency: name them in \
         columns, or import with --date and --currency"
        "{actor} の金額「{amount}」:日付と通貨が必要です。列に書くか、--date と --currency で指定してください";
    OtherCurrency "other-currency" { text, currency, other }
        "“{text}” names {currency} and the table {other}; the amount is in {currency}"
        "「{text}」は {currency}、表は {other} と書いています。{currency} の金額としました";
    SignTaken "sign-taken" { sign, currency }
        "“{sign}” is read as {currency}, though its sign has other meanings; for another \
         currency, import with --currency"
        "「{sign}」の記号にはほかの意味もありますが、{currency} と読みました。違う通貨なら --currency で指定してください";
    Rounded "rounded" { text, currency }
        "“{text}” was rounded to whole {currency}"
        "「{text}」を {currency} の整数に丸めました";
    RangeExact "range-exact" { }
        "a range cannot be exact; it is now `reported`"
        "幅のある金額は exact にできません。`reported` としました";
    Nobodys "nobodys" { amount }
        "the amount {amount}, which belongs to nobody"
        "金額 {amount} は、だれのものか書かれていません";
    Undated "undated" { amount }
        "the amount {amount}, which has no date"
        "金額 {amount} には日付がありません";
    Total "total" { name, amount }
        "“{name}”, {amount}, which is a sum of the others"
        "「{name}」{amount} は、ほかの金額の合計です";
    SeveralAmounts "several-amounts" { actor, date, amount, other; place, other_place }
        "there are two amounts of {actor} on {date}, {amount} ({place}) and {other} \
         ({other_place}), and a bar can show one; if they are payments, add them up with --sum, \
         else correct or part them"
        "{actor} の {date} の金額が二つあります。{amount}({place})と {other}({other_place})です。棒は一つしか示せません。\
         支払いなら --sum で合計し、そうでなければ直すか分けてください";
    AddedUp "added-up" { count, date, sum }
        "{count} amounts of {date} are added up to {sum}"
        "{date} の金額 {count} 件を合計し、{sum} としました";
    NotePerSum "note-of-sum" { text }
        "the note “{text}” of an amount that was added up"
        "合計した金額の注記「{text}」";
    // TimelineJS
    WithoutYear "without-year" { text }
        "“{text}” without a year"
        "年のない「{text}」";
    YearInWords "year-in-words" { text }
        "the date, whose year “{text}” is no number"
        "日付の年「{text}」が数ではありません";
    YearTooFar "year-too-far" { year }
        "the date, whose year {year} is too far away"
        "日付の年 {year} が遠すぎます";
    NoSuchPart "no-such-part" { part, text }
        "the {part} “{text}”, which does not exist"
        "{part}「{text}」は存在しません";
    Milliseconds "milliseconds" { number }
        "{number} milliseconds"
        "{number}ミリ秒";
    TimeWithoutDay "time-without-day" { }
        "the time, for want of a day"
        "日がないので、時刻";
    DayWithoutMonth "day-without-month" { }
        "the day or time, for want of a month"
        "月がないので、日または時刻";
    NoSuchDay "no-such-day" { text, date }
        "{text} does not exist in the calendar; it is now {date}"
        "{text} は暦にありません。{date} としました";
    NoHeadline "no-headline" { title }
        "it has no headline; the title is now “{title}”"
        "見出しがないので、題名を「{title}」としました";
    OtherId "other-id" { text, id }
        "its id “{text}” is now `{id}`"
        "id「{text}」を `{id}` としました";
    AboutDate "about-date" { text, date }
        "the date shown as “{text}” is kept as about {date}"
        "「{text}」と示された日付を、およそ {date} としました";
    DateInWords "date-in-words" { text, date }
        "the words for the date, “{text}”; it is shown as {date}"
        "日付の言葉「{text}」。{date} と表示されます";
    EraEnd "era-end" { date }
        "the end of the era, {date}; a chapter lasts until the next begins"
        "時代の終わり {date}。章は次の章の始まりまで続きます";
    EraIncomplete "era-incomplete" { text }
        "“{text}”: an era needs a name and a date to begin"
        "「{text}」:時代には名前と始まりの日付が必要です";
    SlideUndated "slide-undated" { text }
        "“{text}”: a story tells only what has a date"
        "「{text}」:日付のあるものだけがストーリーになります";
    LinkOfTitle "link-of-title" { label, address }
        "the link “{label}” to {address}"
        "「{label}」から {address} へのリンク";
    DateOfTitle "date-of-title" { text }
        "the date of the title, {text}"
        "題名の日付 {text}";
    EndOfTitle "end-of-title" { text }
        "the end date of the title, {text}"
        "題名の終わりの日付 {text}";
    TitleWithoutWords "title-without-words" { }
        "a title slide without words"
        "文のない題名スライド";
    Value "value" { text }
        "{text}"
        "{text}";
}
