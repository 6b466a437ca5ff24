//! The words of the interface. English and Japanese are built in; a story can bring those of
//! another language under the same names, and missing ones are English.

/// Declares the words: name in Rust, name in stories, English, Japanese. `{…}` is a
/// placeholder.
macro_rules! words {
    ($($word:ident $name:literal $en:literal $ja:literal)+) => {
        /// The words of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each word stands beside its own translation")]
        pub enum Word { $($word,)+ }

        impl Word {
            /// Every word, in the order of the list.
            pub const ALL: &'static [Word] = &[$(Word::$word),+];

            /// Returns the name in a story's `words`.
            pub fn name(self) -> &'static str {
                match self { $(Word::$word => $name,)+ }
            }

            pub(super) fn english(self) -> &'static str {
                match self { $(Word::$word => $en,)+ }
            }

            pub(super) fn japanese(self) -> &'static str {
                match self { $(Word::$word => $ja,)+ }
            }
        }
    };
}

words! {
    // The name of the language, shown on the language button.
    OwnName "own_name" "English" "日本語"
    // The name of that button; also what is said after its press.
    Language "language" "Language: {name}" "表示言語：{name}"
    // The head.
    AsOf "as_of" "As of {date}" "{date}時点"
    EventCount "event_count" "{n} events" "出来事{n}件"
    EventCountOne "event_count_one" "1 event" "出来事1件"
    SourceCount "source_count" "{n} sources" "出典{n}件"
    SourceCountOne "source_count_one" "1 source" "出典1件"
    CorrectionCount "correction_count" "{n} corrections" "訂正{n}件"
    CorrectionCountOne "correction_count_one" "1 correction" "訂正1件"
    KeyPoints "key_points" "What to know first" "まず知っておきたいこと"
    SinceThen "since_then" "Since then" "その後"
    // A folded story.
    KeyEvents "key_events" "Key events" "主な出来事"
    ShowAllEvents "show_all_events" "Show all {n} events" "出来事{n}件をすべて表示"
    ShowKeyEvents "show_key_events" "Show only the key events" "主な出来事だけを表示"
    ReadOn "read_on" "Read on" "続き"
    MoreEvents "more_events" "{n} more events" "ほかの出来事{n}件"
    MoreEventsOne "more_events_one" "1 more event" "ほかの出来事1件"
    // Filters and search.
    Show "show" "Filter events by who takes part" "関わる主体で出来事を絞り込む"
    Search "search" "Search" "検索"
    SearchField "search_field" "Words to search for" "検索する言葉"
    Subjects "subjects" "Subject" "主題"
    Certainty "certainty" "How sure" "確かさ"
    Clear "clear" "Show all events" "すべての出来事を表示"
    Found "found" "{n} of {all} events" "{all}件中{n}件"
    NothingFound "nothing_found" "No event matches." "当てはまる出来事はない。"
    NoEvents "no_events" "This story has no events yet." "この話にはまだ出来事がない。"
    SpacingTime "spacing_time" "Spacing: true time" "間隔：実時間"
    SpacingEqual "spacing_equal" "Spacing: equal" "間隔：均等"
    // The timeline.
    Timeline "timeline" "Timeline" "年表"
    Axis "axis" "Place in the timeline" "年表の中の位置"
    AxisIn "axis_in" "Zoom in on the axis" "軸を拡大"
    AxisOut "axis_out" "Zoom out of the axis" "軸を縮小"
    // A card. The first two are for screen readers alone.
    SaidBy "said_by" "By:" "発言："
    AboutWhom "about_whom" "About:" "関係："
    EventLink "event_link" "{date}, this event" "{date}、この出来事"
    Established "established" "Confirmed" "確認済み"
    Reported "reported" "Reported" "報道"
    Alleged "alleged" "Alleged" "主張"
    Opinion "opinion" "Opinion" "見解"
    Responds "responds" "Response: {name}" "{name}の回答"
    NoneFound "none_found" "No answer was found by {date}." "{date}までに回答は見つかっていない。"
    Sources "sources" "Sources" "出典"
    SourcesOfResponse "sources_of_response" "Sources of the response" "回答の出典"
    SourceLink "source_link" "Source {n}: {name}" "出典{n}：{name}"
    CopyLink "copy_link" "Copy link" "リンクをコピー"
    CopyLinkTo "copy_link_to" "Copy link to “{name}”" "「{name}」へのリンクをコピー"
    Copied "copied" "Link to “{name}” copied" "「{name}」へのリンクをコピーした"
    Elsewhere "elsewhere" "Elsewhere" "関連リンク"
    Picture "picture" "Picture or recording" "画像・映像・音声"
    Video "video" "Video" "動画"
    Sound "sound" "Sound" "音声"
    Post "post" "Post" "投稿"
    Map "map" "Map" "地図"
    // The chart.
    ChartOpen "chart_open" "Show the whole chart" "図の全体を見る"
    ChartClose "chart_close" "Close the chart" "図を閉じる"
    OtherChart "other_chart" "Switch to: {name}" "切り替え：{name}"
    SameScale "same_scale" "same scale" "同じ目盛り"
    More "more" "{n} more" "ほか{n}件"
    HowToRead "how_to_read"
        "How to read the bars; amounts; downloads"
        "グラフの見方・金額・ダウンロード"
    // Name and amount come first, as on the bar's label, so that voice control finds the bar by
    // them.
    BarSentence "bar_sentence"
        "{actor} {amount}, as of {date}"
        "{actor} {amount}（{date}時点）"
    BarPress "bar_press" "Press to see only events with {actor}." "押すと{actor}の出来事だけを表示。"
    Fact "fact" "{actor} {amount}" "{actor}が{amount}"
    FactAside "fact_aside" "{fact} ({measure})" "{fact}（{measure}）"
    RemarkJoin "remark_join" "; " "、"
    Magnified "magnified" "Small amounts, {n} times larger" "小さな額（{n}倍に拡大）"
    ByThisDay "by_this_day" "Known on this day: {list}." "この日までに判明：{list}。"
    NothingKnown "nothing_known" "Nothing was known yet on this day." "この日にはまだ何も判明していない。"
    Changed "changed" "Changed with this event: {list}." "この出来事で変わった額：{list}。"
    FromTo "from_to" "{actor} from {a} to {b}" "{actor}が{a}から{b}へ"
    NewAmount "new_amount" "{actor} now at {b}" "{actor}が{b}に"
    OfWhich "of_which" "of which {amount} {name}" "うち{name}{amount}"
    OurSum "our_sum" "our sum of earlier amounts" "既出の額の合算（本図による）"
    ListJoin "list_join" ", " "、"
    Through "through" "Through time" "時間をたどる"
    Play "play" "Play" "再生"
    Pause "pause" "Pause" "停止"
    Playing "playing" "Playing" "再生中"
    Follow "follow" "Follow the timeline" "年表に合わせる"
    LegendAtLeast "legend_at_least" "An arrow's point means “at least”." "矢印の先端は「少なくとも」を表す。"
    LegendAbout "legend_about" "A soft end means “about”." "ぼかした端は「約」を表す。"
    LegendUpTo "legend_up_to" "An outline means “up to”." "枠線は「最大」を表す。"
    LegendRange "legend_range" "A paler end spans what sources differ on." "淡い端は出典により異なる幅を表す。"
    LegendPart "legend_part" "The striped end is {name}." "縞の端は{name}を表す。"
    Table "table" "Amounts as a table" "金額の表"
    Actor "actor" "Who" "主体"
    Measure "measure" "Measure" "指標"
    Amount "amount" "Amount" "金額"
    Date "date" "Date" "日付"
    Amounts "amounts" "All amounts of {name}" "{name}の金額一覧"
    // Downloads.
    Download "download" "Download the chart as {kind}" "図を{kind}でダウンロード"
    Csv "csv" "CSV" "CSV"
    Json "json" "JSON" "JSON"
    Svg "svg" "SVG" "SVG"
    Png "png" "PNG" "PNG"
    CiteAs "cite_as" "Cite as" "引用の表記"
    Licence "licence" "Licence: {name}" "ライセンス：{name}"
    // The end matter.
    Background "background" "Background" "背景"
    TierPrimary "tier_primary" "primary" "一次資料"
    TierMajor "tier_major" "press" "報道"
    TierCopy "tier_copy" "copy or close summary" "転載・要約"
    TierWeak "tier_weak" "weak" "参考"
    CopyOf "copy_of" "copy of {name}" "{name}の転載"
    Provenance "provenance" "How the text came to be" "文章の成り立ち"
    WrittenByPerson "written_by_person" "Written in English by a person" "日本語の文章は人が書いた"
    WrittenByMachine "written_by_machine"
        "Written in English by a machine from the sources"
        "日本語の文章は機械が出典をもとに書いた"
    TranslatedByPerson "translated_by_person" "Translated into English by a person" "日本語の文章は人が訳した"
    TranslatedByMachine "translated_by_machine"
        "Translated into English by a machine"
        "日本語の文章は機械が訳した"
    Reviewed "reviewed" "{text}; reviewed by a person." "{text}。人が確認した。"
    NotReviewed "not_reviewed" "{text}; not yet reviewed by a person." "{text}。人による確認はまだない。"
    Corrections "corrections" "Corrections" "訂正"
    NoCorrections "no_corrections" "None so far." "これまでのところない。"
    ReportError "report_error" "Report an error" "誤りを知らせる"
    // Failures.
    Refused "refused"
        "This story could not be read. What you see is the version that came with the page."
        "この話を読み込めなかった。表示しているのはページに添えられた版である。"
    // 1234567.8 as the language writes it: its marks and groups.
    Number "number" "1,234,567.8" "1,234,567.8"
    // Amounts. Each scale has a value and a name, the largest first.
    Scales "scales"
        "1000000000000= trillion|1000000000= billion|1000000= million"
        "1000000000000=兆|100000000=億|10000=万"
    Usd "usd" "${a}" "{a}ドル"
    Jpy "jpy" "¥{a}" "{a}円"
    Eur "eur" "€{a}" "{a}ユーロ"
    Gbp "gbp" "£{a}" "{a}ポンド"
    OtherCurrency "other_currency" "{code} {a}" "{a}{code}"
    About "about" "about {a}" "約{a}"
    AtLeast "at_least" "at least {a}" "{a}以上"
    UpTo "up_to" "up to {a}" "最大{a}"
    ReportedAmount "reported_amount" "{a} (reported)" "{a}（報道）"
    AmountRange "amount_range" "{a}–{b}" "{a}〜{b}"
    // Dates.
    Months "months"
        "January|February|March|April|May|June|July|August|September|October|November|December"
        "1|2|3|4|5|6|7|8|9|10|11|12"
    ShortMonths "short_months"
        "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
        "1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月"
    Seasons "seasons" "spring {y}|summer {y}|autumn {y}|winter {y}" "{y}春|{y}夏|{y}秋|{y}冬"
    YearPlain "year" "{y}" "{y}年"
    YearBce "year_bce" "{y} BCE" "紀元前{y}年"
    MonthOf "month_of" "{m} {y}" "{y}{m}月"
    DayOf "day_of" "{d} {m} {y}" "{y}{m}月{d}日"
    TimeOf "time_of" "{date}, {h}:{min}" "{date}{h}時{min}分"
    Decade "decade" "the {n}s" "{n}年代"
    CenturyOf "century" "the {n}s (century)" "{n}年代（世紀）"
    MillionYearsAgo "million_years_ago" "{n} million years ago" "{n}00万年前"
    BillionYearsAgo "billion_years_ago" "{n} billion years ago" "{n}0億年前"
    DateAbout "date_about" "about {date}" "{date}ごろ"
    DateUncertain "date_uncertain" "{date} (uncertain)" "{date}（不確か）"
    DateRange "date_range" "{a} to {b}" "{a}から{b}まで"
    Since "since" "since {a}" "{a}から"
    Until "until" "until {b}" "{b}まで"
    UnknownEnd "unknown_end" "from {a}, end unknown" "{a}から（終わりは不明）"
    UnknownStart "unknown_start" "until {b}, beginning unknown" "{b}まで（始まりは不明）"
}
