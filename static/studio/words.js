// The words of the studio, in English and Japanese.

const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language;
/** The studio's own language. */
export const own = asked.startsWith("ja") ? "ja" : "en";

/** @type {Record<string, [en: string, ja: string]>} */
const WORDS = {
  studio: ["Explainer studio", "図解スタジオ"],
  otherLanguage: ["日本語", "English"],
  skip: ["To the content", "本文へ"],
  // Start
  startTitle: ["Make a story from your dates", "日付の表から図解をつくる"],
  startLead: [
    "Paste cells of a spreadsheet, or drop a file. You get a timeline with sources, " +
      "a chart beside it, and a folder that any web host serves.",
    "表計算のセルを貼り付けるか、ファイルを置いてください。出典つきの年表とグラフ、そしてどのウェブサーバーにも置けるフォルダーができます。",
  ],
  startCost: [
    "No account, no server, no cost. Everything stays in this browser until you save a file.",
    "登録もサーバーも費用も要りません。ファイルに保存するまで、すべてはこのブラウザーの中に残ります。",
  ],
  paste: ["Cells, CSV or JSON", "セル、CSV、JSON"],
  pasteHint: [
    "Copy the cells with their heads in your spreadsheet and paste them here.",
    "表計算で見出しごとセルをコピーし、ここに貼り付けます。",
  ],
  read: ["Read it", "読み込む"],
  openFile: ["Open files", "ファイルを開く"],
  openHint: [
    "JSON of a story, CSV, TSV, XLSX, TimelineJS, Datawrapper – " +
      "or drop them anywhere on this page.",
    "図解のJSON、CSV、TSV、XLSX、TimelineJS、Datawrapper。このページのどこに置いても読み込みます。",
  ],
  begin: ["Or begin with", "ほかの始め方"],
  nothing: ["A small story to fill in", "書きかえるための小さな図解"],
  example: ["An example", "見本"],
  drafts: ["Drafts in this browser", "このブラウザーの下書き"],
  forget: ["Forget", "消す"],
  forgetAll: ["Forget everything here", "すべて消す"],
  reallyForget: [
    "Forget “{title}”? It cannot be brought back.",
    "「{title}」を消しますか。元に戻せません。",
  ],
  reallyForgetAll: [
    "Forget all drafts in this browser? They cannot be brought back.",
    "このブラウザーの下書きをすべて消しますか。元に戻せません。",
  ],
  inFile: ["in the file {name}", "ファイル {name} に保存済み"],
  olderFile: ["changed since the file {name}", "ファイル {name} より新しい"],
  noFile: ["in no file yet", "まだファイルにありません"],
  picture: ["A finished story", "できあがりの例"],
  nothingPasted: ["There is nothing to read yet.", "まだ何もありません。"],
  sheetAddress: [
    "This is the address of a sheet, and the studio fetches nothing from other sites. " +
      "In the sheet, choose File, Download, CSV, and drop the file here; " +
      "or copy the cells and paste them.",
    "これは表のアドレスです。スタジオはほかのサイトから何も取り込みません。表で「ファイル」→「ダウンロード」→「CSV」を選んでここに置くか、セルをコピーして貼り付けてください。",
  ],
  storageDenied: [
    "This browser keeps nothing: save a file before you leave.",
    "このブラウザーには保存できません。離れる前にファイルに保存してください。",
  ],
  pastedName: ["pasted table", "貼り付けた表"],
  untitled: ["Untitled", "無題"],
  working: ["Working …", "処理しています…"],
  failed: ["This did not work: {why}", "うまくいきませんでした:{why}"],
  // Images
  imagesStay: [
    "The draft is gone, but its images and versions are still in this browser: {why}. Clear the " +
      "data of this site in the settings of the browser to remove them.",
    "下書きは消えましたが、画像と版がこのブラウザーに残っています:{why}。" +
      "ブラウザーの設定でこのサイトのデータを消してください。",
  ],
  images: ["Images", "画像"],
  addImages: ["Add images", "画像を加える"],
  imagesHint: [
    "JPEG, PNG, WebP, AVIF or SVG; they can also be dropped on this page. The studio draws each " +
      "image again, so no place and no camera of a photograph is published. An image that the " +
      "story does not name becomes part of the event, or of the person or body, whose form is " +
      "open.",
    "JPEG、PNG、WebP、AVIF、SVG。このページに置いても加えられます。画像は描き直されるので、" +
      "撮影場所やカメラの情報は公開されません。まだ使われていない画像は、" +
      "フォームを開いている出来事か関係者に加わります。",
  ],
  imageThere: ["ready", "準備済み"],
  imageNotThere: ["not added yet", "まだありません"],
  imageMissing: [
    "the image {file} has not been added to the studio",
    "画像 {file} がスタジオに加えられていません",
  ],
  imageMissingHelp: ["add the file under Images", "「画像」でファイルを加えてください"],
  imageNotKept: [
    "This browser does not keep {file}: it is here only as long as this page is open.",
    "このブラウザーには {file} を保存できません。このページを開いている間だけ使えます。",
  ],
  imageNotNamed: [
    "{file} is here, but the story does not name it: open the form of an event, or of a person " +
      "or body without an image, and add it again.",
    "{file} は準備できましたが、どこにも使われていません。出来事か、画像のない関係者のフォームを開いてから、" +
      "もう一度加えてください。",
  ],
  imageAlt: [
    "{file} is in the event. Describe it in “alt”, in JSON.",
    "{file} を出来事に加えました。JSONの「alt」に説明を書いてください。",
  ],
  imageOfActor: [
    "{file} is now shown beside the name. Write who made it in “credit”, in JSON.",
    "{file} を名前の横に出します。JSONの「credit」に作者を書いてください。",
  ],
  imageUnreadable: ["The image {file} cannot be read: {why}", "画像 {file} を読み取れません:{why}"],
  // Review
  reviewTitle: ["Is this what you mean?", "この読み方でよいですか"],
  reviewLead: [
    "Nothing enters a story before you accept.",
    "「取り込む」を押すまで、何も取り込まれません。",
  ],
  accept: ["Accept", "取り込む"],
  cancel: ["Back to the start", "始めに戻る"],
  another: ["Add another table", "別の表を加える"],
  becomes: ["It becomes", "取り込むもの"],
  count_events: ["{n} events", "出来事{n}件"],
  count_amounts: ["{n} amounts", "金額{n}件"],
  count_sources: ["{n} sources", "出典{n}件"],
  count_chapters: ["{n} chapters", "章{n}件"],
  howToRead: ["How to read it", "読み方"],
  language: ["Language of the texts", "文の言語"],
  auto: ["As it looks", "自動"],
  dateOrder: ["Dates such as 3/4/2011", "3/4/2011 のような日付"],
  dmy: ["Day first", "日が先"],
  mdy: ["Month first", "月が先"],
  ymd: ["Year first", "年が先"],
  decimal: ["Figures such as 1.234", "1.234 のような数字"],
  point: ["Point before decimals", "小数点はピリオド"],
  comma: ["Comma before decimals", "小数点はコンマ"],
  currency: ["Currency of the amounts", "金額の通貨"],
  amountsDate: ["Date of the amounts", "金額の日付"],
  asWritten: ["as written, or e.g. {example}", "書かれたとおり、または {example} など"],
  sum: ["Several amounts of one day", "同じ日の複数の金額"],
  sumNo: ["Ask me", "確認する"],
  sumYes: ["Add them up", "合計する"],
  kind_events: ["a table of events", "出来事の表"],
  kind_amounts: ["a table of amounts", "金額の表"],
  kind_sources: ["a table of sources", "出典の表"],
  kind_figures: ["figures of a chart", "グラフの数字"],
  kind_timelinejs: ["a spreadsheet of TimelineJS", "TimelineJS の表"],
  rows: ["{n} rows", "{n}行"],
  row: ["Row", "行"],
  means: ["{head} means", "{head} の意味"],
  noMeaning: ["–", "–"],
  how_named: ["by its name", "名前から"],
  how_said: ["your choice", "あなたの選択"],
  how_word: ["by its head", "見出しから"],
  how_contents: ["guessed by its cells", "中身から推測"],
  earlier: ["Earlier rows", "前の行"],
  later: ["Later rows", "後の行"],
  rowsShown: ["Rows {from} to {to} of {n}", "{n}行のうち{from}~{to}行目"],
  "left-out": ["Left out", "取り込めないもの"],
  changed: ["Changed", "変わるもの"],
  "to-do": ["For you to do", "あとでする作業"],
  none: ["Nothing", "なし"],
  refused: ["It cannot be read like this yet", "このままでは読めません"],
  more: ["and {n} more", "ほか{n}件"],
  m_date: ["Date", "日付"],
  "m_end date": ["End", "終わりの日付"],
  m_title: ["Title", "題名"],
  m_body: ["Text", "本文"],
  m_source: ["Source", "出典"],
  "m_source title": ["Title of the source", "出典の題名"],
  m_publisher: ["Publisher", "発行者"],
  m_tags: ["Subjects", "話題"],
  m_actors: ["People and bodies", "関係者"],
  m_speaker: ["Who says so", "発言者"],
  m_response: ["Answer of the accused", "相手の応答"],
  "m_response by": ["Who answers", "応答した人"],
  "m_none found": ["No answer found until", "応答が見つからなかった日"],
  m_media: ["Picture or video", "画像・動画"],
  "m_media caption": ["Caption", "画像の説明"],
  "m_media credit": ["Credit of the picture", "画像の提供元"],
  m_id: ["Id for links", "リンク用のid"],
  m_month: ["Month", "月"],
  m_day: ["Day", "日"],
  m_actor: ["Whose amount", "だれの金額か"],
  m_amount: ["Amount", "金額"],
  m_low: ["Lowest amount", "金額(下限)"],
  m_high: ["Highest amount", "金額(上限)"],
  m_currency: ["Currency", "通貨"],
  m_measure: ["Kind of amount", "金額の種類"],
  m_qualifier: ["How exact", "確かさ"],
  m_note: ["Note", "注記"],
  m_nothing: ["Leave out", "取り込まない"],
  // Desk
  write: ["Write", "書く"],
  json: ["JSON", "JSON"],
  see: ["See", "見る"],
  problems: ["Problems", "問題"],
  getIt: ["Get it", "持ち帰る"],
  undo: ["Undo", "元に戻す"],
  redo: ["Redo", "やり直す"],
  save: ["Save file", "ファイルに保存"],
  starts: ["Start", "始め"],
  outline: ["Contents", "目次"],
  searchOutline: ["Search the contents", "目次を検索"],
  preview: ["Preview", "プレビュー"],
  width: ["Width of the preview", "プレビューの幅"],
  fits: ["Fit", "この幅"],
  folded: ["Folded", "折りたたむ"],
  previewOld: [
    "The preview shows the last text without errors.",
    "プレビューは、最後に誤りのなかった時のものです。",
  ],
  previewNone: [
    "The preview appears when the text has no errors.",
    "誤りがなくなると、ここに表示されます。",
  ],
  noProblems: ["No problems", "問題はありません"],
  count_error: ["{n} errors", "誤り{n}件"],
  count_error_1: ["1 error", "誤り1件"],
  count_warning: ["{n} hints", "ヒント{n}件"],
  count_warning_1: ["1 hint", "ヒント1件"],
  error: ["Error", "誤り"],
  warning: ["Hint", "ヒント"],
  goThere: ["Go there", "その場所へ"],
  line: ["line {n}", "{n}行目"],
  checking: ["Checking …", "確認しています…"],
  jsonText: ["The story as JSON", "図解のJSON"],
  plain: ["Plain text field", "簡素な入力欄"],
  tabHint: [
    "Tab leaves the field; F6 walks from pane to pane.",
    "Tabキーで欄を出ます。F6キーで区画を移動します。",
  ],
  keptAt: ["kept in this browser {time}", "このブラウザーに保存 {time}"],
  keeping: ["not kept yet", "まだ保存していません"],
  savedAt: ["{name} saved {time}", "{name} を保存 {time}"],
  sinceSaved: ["changed since", "以後に変更あり"],
  neverSaved: ["in no file yet", "まだファイルにありません"],
  readOnly: [
    "Another tab writes this draft. Here you can read it.",
    "この下書きは別のタブで編集中です。ここでは読むことができます。",
  ],
  takeOver: ["Take over", "ここで編集する"],
  reallyLeave: [
    "This browser keeps nothing, and no file has these changes. Leave without them?",
    "このブラウザーには保存できず、変更はどのファイルにもありません。変更を捨てて離れますか。",
  ],
  poisoned: [
    "This draft did not open last time, so it is shown as plain text without preview.",
    "前回この下書きは開けなかったため、プレビューなしの文として表示しています。",
  ],
  tryAgain: ["Open it as usual", "いつものように開く"],
  notJson: [
    "The text is not JSON at the moment; the form shows the last state that was.",
    "いまの文はJSONになっていません。書式は最後に正しかった状態を示しています。",
  ],
  about: ["About the story", "図解について"],
  events: ["Events", "出来事"],
  actors: ["People and bodies", "関係者"],
  sources: ["Sources", "出典"],
  tags: ["Subjects", "話題"],
  f_high: ["Highest amount, if it is a range", "上限(幅がある場合)"],
  f_kind: ["Person or body", "人か組織か"],
  f_mark: ["Mark", "しるし"],
  f_label: ["Name", "名前"],
  f_about: ["In a sentence", "一言で"],
  f_note: ["Note", "注記"],
  measures: ["Kinds of amounts", "金額の種類"],
  observations: ["Amounts", "金額"],
  chapters: ["Chapters", "章"],
  addEvent: ["Add an event", "出来事を加える"],
  addActor: ["Add a person or body", "関係者を加える"],
  addSource: ["Add a source", "出典を加える"],
  addChapter: ["Add a chapter", "章を加える"],
  addAmount: ["Add an amount", "金額を加える"],
  charts: ["Charts", "グラフ"],
  notes: ["Background notes", "背景の説明"],
  tables: ["Tables", "表"],
  corrections: ["Corrections", "訂正"],
  languages: ["Languages", "言語"],
  addChart: ["Add a chart", "グラフを加える"],
  addTag: ["Add a subject", "話題を加える"],
  addNote: ["Add a background note", "背景の説明を加える"],
  addTable: ["Add a table", "表を加える"],
  addCorrection: ["Add a correction", "訂正を加える"],
  addMeasure: ["Add a kind of amount", "金額の種類を加える"],
  remove: ["Remove", "取り除く"],
  letters: ["{n} of {most} letters", "{most}字のうち{n}字"],
  column: ["Head of column {n}", "{n}列目の見出し"],
  cell: ["Row {row}, column {n}", "{row}行目、{n}列目"],
  rowNumber: ["row {n}", "{n}行目"],
  addRow: ["Add a row", "行を加える"],
  addColumn: ["Add a column", "列を加える"],
  removeRow: ["Remove this row", "この行を取り除く"],
  // Languages
  translateFrom: ["From", "元の言語"],
  translateTo: ["Into", "訳す言語"],
  newLanguage: ["Another language, such as de", "別の言語(de など)"],
  add: ["Add", "加える"],
  notATag: ["Write a tag such as de or pt-BR.", "de や pt-BR のようなタグを書いてください。"],
  translated: ["{n} of {all} texts are written.", "{all}件の文のうち{n}件があります。"],
  languageShown: ["Readers see this language.", "この言語は読者に表示されます。"],
  languageHidden: ["Readers do not see this language yet.", "この言語はまだ読者に表示されません。"],
  showIt: ["Show it to readers", "読者に表示する"],
  made: ["How these texts were made", "文の成り立ち"],
  made_origin: ["Origin", "由来"],
  made_written: ["written in this language", "この言語で書いた"],
  made_translated: ["translated", "翻訳した"],
  made_machine: ["A machine wrote or translated it", "機械が書いた、または訳した"],
  made_reviewed: [
    "A person has compared all of it with the sources",
    "人がすべてを出典と照らし合わせた",
  ],
  // Compare
  compare: ["Compare", "比べる"],
  compareHint: [
    "The JSON of a story, or a table of the kind that Start reads. Entries with the same id are " +
      "the same entry. What you take over can be undone.",
    "図解のJSONか、「始め」で読み込める表を選びます。idが同じものを同じ項目とみなします。" +
      "取り込んだ変更は元に戻せます。",
  ],
  compareFile: ["Compare with a file", "ファイルと比べる"],
  compareWith: ["Compare with the version of {name}", "{name} の版と比べる"],
  compareRefused: ["{name} cannot be compared: {why}", "{name} とは比べられません:{why}"],
  compareNoStory: ["it is no story", "図解のデータではありません"],
  versions: ["Versions in this browser", "このブラウザーにある版"],
  differ: ["{n} differences to {name}", "{name} との違い{n}件"],
  differ_1: ["1 difference to {name}", "{name} との違い1件"],
  differNot: ["No difference to {name}", "{name} との違いはありません"],
  takeNew: ["Take all {n} that are missing here", "ここにない{n}件をすべて取り込む"],
  takeAll: ["Take everything, as it is there", "すべて向こうのとおりにする"],
  takeIt: ["Take it over", "取り込む"],
  takeAway: ["Remove it here, too", "こちらでも取り除く"],
  taken: ["{n} differences taken over", "{n}件を取り込みました"],
  taken_1: ["1 difference taken over", "1件を取り込みました"],
  here: ["Here", "ここ"],
  notThere: ["not there", "なし"],
  // Get it
  getTitle: ["Take it with you", "持ち帰る"],
  getErrors: [
    "The story has errors, so only its JSON leaves. " +
      "The other forms follow when the errors are gone.",
    "誤りがあるため、JSONだけを持ち帰れます。誤りがなくなると、ほかの形でも持ち帰れます。",
  ],
  back: ["Back to the desk", "編集に戻る"],
  download: ["Download", "ダウンロード"],
  copy: ["Copy", "コピー"],
  copied: ["Copied", "コピーしました"],
  notCopied: ["The browser forbids it", "ブラウザーが許可しません"],
  inLanguage: ["Language", "言語"],
  get_zip: ["A folder for your web host", "ウェブに置くフォルダー"],
  get_zip_hint: [
    "Everything in one ZIP: unpack it, upload it, done. It runs on any static host, in any folder.",
    "すべてが入ったZIPです。展開してアップロードすれば動きます。どのサーバーの、どのフォルダーでも。",
  ],
  get_json: ["The story (JSON)", "図解のデータ(JSON)"],
  get_json_hint: [
    "Your original: keep it. The studio opens it again.",
    "原本です。保管してください。スタジオでまた開けます。",
  ],
  get_page: ["A page without scripts", "スクリプトのないページ"],
  get_page_hint: ["One HTML file that links the style sheet beside it.", "HTMLファイル一つ。"],
  get_fragment: ["Nothing but HTML", "HTMLだけ"],
  get_fragment_hint: [
    "For content systems that strip scripts.",
    "スクリプトを取り除くシステム向け。",
  ],
  get_embed: ["Embed code", "埋め込みコード"],
  get_embed_hint: [
    "Paste it into an article, once the folder is at this address.",
    "フォルダーをこのアドレスに置いたら、記事に貼り付けます。",
  ],
  address: ["Address of the folder", "フォルダーのアドレス"],
  whole: ["Whole", "全文"],
  length: ["Length", "長さ"],
  get_svg: ["Picture for social sites", "SNS用の画像"],
  get_chart: ["Picture of the chart", "グラフの画像"],
  get_tables: ["Tables for a spreadsheet (CSV)", "表計算用の表(CSV)"],
  get_timelinejs: ["For TimelineJS (JSON)", "TimelineJS用(JSON)"],
  get_jsonld: ["For search engines (JSON-LD)", "検索エンジン用(JSON-LD)"],
  leftOut: ["Left out: {what}", "取り込めないもの:{what}"],
  zipDone: ["{n} files, {size} KB", "{n}個のファイル、{size} KB"],
  // Forms
  f_id: ["Id for links", "リンク用のid"],
  f_title: ["Headline", "見出し"],
  f_summary: ["Introduction, two sentences", "導入文(二文)"],
  f_as_of: ["The facts are as of", "いつ時点の内容か"],
  f_languages: ["Languages", "言語"],
  f_date: ["Date", "日付"],
  f_body: ["Text", "本文"],
  f_status: ["How sure", "確かさ"],
  f_speaker: ["Who says so", "発言者"],
  f_sources: ["Sources", "出典"],
  f_actors: ["People and bodies", "関係者"],
  f_tags: ["Subjects", "話題"],
  f_key: ["One of the key events", "主な出来事"],
  f_name: ["Name", "名前"],
  f_color: ["Colour", "色"],
  f_columns: ["Columns and rows", "列と行"],
  f_corrected: ["What was wrong, and what is right", "誤りと訂正の内容"],
  f_event: ["The corrected event, if it is one", "訂正した出来事(ある場合)"],
  f_measures: ["Kinds of amounts", "金額の種類"],
  f_rows: ["Rows", "行"],
  f_cells: ["Cell", "セル"],
  f_caption: ["Caption", "画像の説明"],
  f_credit: ["Credit of the picture", "画像の提供元"],
  f_text: ["Text", "本文"],
  f_pattern: ["Pattern", "模様"],
  f_publisher: ["Publisher", "発行者"],
  f_sourceTitle: ["Title", "題名"],
  f_url: ["Address", "アドレス"],
  f_lang: ["Language", "言語"],
  f_tier: ["Kind of source", "出典の種類"],
  f_from: ["Begins", "始まり"],
  f_actor: ["Whose amount", "だれの金額か"],
  f_measure: ["Kind of amount", "金額の種類"],
  f_amount: ["Amount", "金額"],
  f_qualifier: ["How exact", "どのくらい正確か"],
  f_currency: ["Currency", "通貨"],
  f_by: ["Who answers", "応答した人"],
  f_response: ["Answer of whoever is accused", "相手の応答"],
  f_none_found: ["No answer found until", "応答が見つからなかった日"],
  // The words of lists
  o_status_established: ["Confirmed: on record and undisputed", "確認済み:記録にあり、争いがない"],
  o_status_reported: ["Reported: by the press, not confirmed", "報道:報じられたが未確認"],
  o_status_alleged: ["Alleged: said by one side about another", "主張:一方が他方について述べた"],
  o_status_opinion: ["Opinion: a judgement", "見解:評価や判断"],
  o_kind_person: ["Person", "人"],
  o_kind_organisation: ["Body: a company, a foundation, a court", "組織:会社、財団、裁判所など"],
  o_tier_primary: ["The original record", "一次資料"],
  o_tier_major: ["The press: a publisher at its own address", "報道:発行者自身のサイト"],
  o_tier_copy: ["A copy of another publisher's article", "転載:別の発行者の記事の写し"],
  o_tier_weak: ["Weak", "参考"],
  o_qualifier_exact: ["Exact, as stated by those concerned", "当事者が示した正確な額"],
  o_qualifier_about: ["Rounded", "およその額"],
  o_qualifier_at_least: ["At least", "少なくとも"],
  o_qualifier_up_to: ["Up to", "最大"],
  o_qualifier_reported: ["Reported by the press", "報道による"],
  o_colour_ink: ["Ink", "墨"],
  o_colour_blue: ["Blue", "青"],
  o_colour_orange: ["Orange", "橙"],
  o_colour_green: ["Green", "緑"],
  o_colour_purple: ["Purple", "紫"],
  o_colour_red: ["Red", "赤"],
  o_colour_teal: ["Turquoise", "青緑"],
  o_colour_brown: ["Brown", "茶"],
  o_colour_pink: ["Pink", "桃"],
  o_mark_ring: ["○ ring", "○ 輪"],
  o_mark_circle: ["● circle", "● 丸"],
  o_mark_square: ["■ square", "■ 四角"],
  o_mark_triangle: ["▲ triangle", "▲ 三角"],
  o_mark_diamond: ["◆ diamond", "◆ ひし形"],
  o_mark_plus: ["+ plus", "+ 十字"],
  o_mark_cross: ["✕ cross", "✕ ばつ"],
  o_mark_star: ["★ star", "★ 星"],
  notADate: ["Write 1872, 1872-10 or 1872-10-14.", "1872、1872-10、1872-10-14 のように書きます。"],
  yes: ["Yes", "はい"],
  no: ["No", "いいえ"],
};

/**
 * Returns a text of the studio, with its placeholders filled.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const text = WORDS[key]?.[own === "ja" ? 1 : 0] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * Returns the time of day, and the day if it is not today.
 * @param {number} at
 */
export function time(at) {
  const date = new Date(at);
  const today = new Date().toDateString() === date.toDateString();
  return date.toLocaleString(own, {
    hour: "2-digit",
    minute: "2-digit",
    ...(today ? {} : { year: "numeric", month: "short", day: "numeric" }),
  });
}

/**
 * Returns the name of a language.
 * @param {string} tag
 * @param {string} [lang] the language of the name
 */
export function languageName(tag, lang = own) {
  try {
    return new Intl.DisplayNames([lang], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
