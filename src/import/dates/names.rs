//! Words of dates in the languages that are read: English, German, French, Spanish, Arabic, and the
//! signs of Chinese, Japanese and Korean. All are in lower case without a final full stop.

/// The names of the months, January first.
pub(super) const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "januar",
        "jänner",
        "janvier",
        "janv",
        "enero",
        "ene",
        "يناير",
        "كانون الثاني",
    ],
    &[
        "february",
        "feb",
        "februar",
        "février",
        "fevrier",
        "févr",
        "fév",
        "fevr",
        "febrero",
        "فبراير",
        "شباط",
    ],
    &[
        "march", "mar", "märz", "maerz", "mär", "mrz", "mars", "marzo", "مارس", "آذار",
    ],
    &[
        "april",
        "apr",
        "avril",
        "avr",
        "abril",
        "abr",
        "أبريل",
        "ابريل",
        "إبريل",
        "نيسان",
    ],
    &["may", "mai", "mayo", "مايو", "أيار", "ماي"],
    &[
        "june",
        "jun",
        "juni",
        "juin",
        "junio",
        "يونيو",
        "يونيه",
        "حزيران",
    ],
    &[
        "july",
        "jul",
        "juli",
        "juillet",
        "juil",
        "julio",
        "يوليو",
        "يوليه",
        "تموز",
    ],
    &[
        "august",
        "aug",
        "août",
        "aout",
        "agosto",
        "ago",
        "أغسطس",
        "اغسطس",
        "آب",
    ],
    &[
        "september",
        "sept",
        "sep",
        "septembre",
        "septiembre",
        "setiembre",
        "سبتمبر",
        "أيلول",
    ],
    &[
        "october",
        "oct",
        "oktober",
        "okt",
        "octobre",
        "octubre",
        "أكتوبر",
        "اكتوبر",
        "تشرين الأول",
    ],
    &[
        "november",
        "nov",
        "novembre",
        "noviembre",
        "نوفمبر",
        "تشرين الثاني",
    ],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "ديسمبر",
        "كانون الأول",
    ],
];

/// The names of the seasons, spring first.
pub(super) const SEASONS: [&[&str]; 4] = [
    &[
        "spring",
        "frühling",
        "frühjahr",
        "printemps",
        "primavera",
        "春",
        "春季",
        "봄",
        "الربيع",
        "ربيع",
    ],
    &[
        "summer",
        "sommer",
        "été",
        "verano",
        "夏",
        "夏季",
        "여름",
        "الصيف",
        "صيف",
    ],
    &[
        "autumn",
        "fall",
        "herbst",
        "automne",
        "otoño",
        "秋",
        "秋季",
        "가을",
        "الخريف",
        "خريف",
    ],
    &[
        "winter",
        "hiver",
        "invierno",
        "冬",
        "冬季",
        "겨울",
        "الشتاء",
        "شتاء",
    ],
];

/// Names of weekdays, which are ignored.
pub(super) const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "الاثنين",
    "الثلاثاء",
    "الأربعاء",
    "الخميس",
    "الجمعة",
    "السبت",
    "الأحد",
];

/// Short words between the parts of a date.
pub(super) const FILLERS: &[&str] = &[
    "the", "of", "in", "on", "de", "del", "den", "der", "dem", "im", "am", "le", "la", "les", "du",
    "en", "el", "los", "las", "st", "nd", "rd", "th", "er", "de l", "عام", "سنة", "year", "jahr",
    "año", "année", "l", "year of", "des", "من",
];

/// Words before a date that mark it as approximate.
pub(super) const ABOUT_BEFORE: &[&str] = &[
    "circa",
    "about",
    "around",
    "approximately",
    "approx.",
    "approx",
    "c.",
    "ca.",
    "ca",
    "c",
    "~",
    "≈",
    "um",
    "etwa",
    "ungefähr",
    "rund",
    "vers",
    "environ",
    "hacia",
    "alrededor de",
    "約",
    "约",
    "大约",
    "약",
    "حوالي",
    "نحو",
];

/// Words after a date that mark it as approximate.
pub(super) const ABOUT_AFTER: &[&str] = &[
    "頃", "ごろ", "ころ", "前後", "左右", "前后", "경", "무렵", "~",
];

/// Words before a date that mean its beginning, its middle or its end. A story can only state the
/// whole date.
pub(super) const PART_BEFORE: &[&str] = &[
    "early in",
    "early",
    "late in",
    "late",
    "mid-",
    "mid",
    "middle of",
    "beginning of",
    "the beginning of",
    "end of",
    "the end of",
    "start of",
    "anfang",
    "mitte",
    "ende",
    "début",
    "mi-",
    "fin",
    "principios de",
    "a principios de",
    "mediados de",
    "a mediados de",
    "finales de",
    "a finales de",
    "أوائل",
    "أواخر",
    "منتصف",
];

/// Words after a date that mean its beginning, its middle or its end.
pub(super) const PART_AFTER: &[&str] = &[
    "初頭",
    "初め",
    "始め",
    "はじめ",
    "半ば",
    "なかば",
    "末",
    "上旬",
    "中旬",
    "下旬",
    "初期",
    "中期",
    "末期",
    "前半",
    "後半",
    "年初",
    "年末",
    "年底",
    "초",
    "말",
    "중반",
    "초반",
    "후반",
];

/// Words before a date that is the beginning of a range, such as “since”.
pub(super) const SINCE_BEFORE: &[&str] = &[
    "since",
    "from",
    "seit",
    "ab",
    "depuis",
    "à partir de",
    "desde",
    "自",
    "منذ",
];

/// Words after a date that is the beginning of a range.
pub(super) const SINCE_AFTER: &[&str] = &[
    "以降", "以来", "より", "から", "以后", "以後", "起", "부터", "이후", "onwards", "onward",
];

/// Words before a date that is the end of a range, such as “until”.
pub(super) const UNTIL_BEFORE: &[&str] = &[
    "until", "till", "up to", "bis", "jusqu'à", "jusqu'en", "jusque", "hasta", "حتى", "to",
];

/// Words after a date that is the end of a range.
pub(super) const UNTIL_AFTER: &[&str] = &["まで", "以前", "为止", "為止", "까지"];

/// Words before a date that mean an earlier time, such as “before”.
pub(super) const EARLIER_BEFORE: &[&str] = &["before", "vor", "avant", "antes de", "قبل"];

/// Words after a date that mean an earlier time.
pub(super) const EARLIER_AFTER: &[&str] = &["より前", "之前", "이전"];

/// Words before a date that mean a later time, such as “after”.
pub(super) const LATER_BEFORE: &[&str] = &["after", "nach", "après", "después de", "بعد"];

/// Words after a date that mean a later time.
pub(super) const LATER_AFTER: &[&str] = &["より後", "之后", "之後"];

/// Words in the place of an end that has not come yet.
pub(super) const PRESENT: &[&str] = &[
    "present",
    "the present",
    "now",
    "today",
    "ongoing",
    "heute",
    "aujourd'hui",
    "présent",
    "hoy",
    "presente",
    "actualidad",
    "現在",
    "现在",
    "至今",
    "今",
    "현재",
    "الآن",
    "اليوم",
    "الحاضر",
];

/// Words between the two ends of a range, with the spaces that separate them from other words.
pub(super) const BETWEEN: &[&str] = &[
    " - ",
    " to ",
    " until ",
    " till ",
    " through ",
    " bis ",
    " à ",
    " au ",
    " a ",
    " al ",
    " hasta ",
    " jusqu'à ",
    "から",
    "~",
    "至",
    "到",
    "부터",
    " إلى ",
    " الى ",
    " حتى ",
    "...",
    "..",
];

/// Words that open a range of two ends.
pub(super) const RANGE_OPENS: &[&str] = &[
    "from ",
    "between ",
    "von ",
    "vom ",
    "du ",
    "de ",
    "del ",
    "desde ",
    "zwischen ",
    "entre ",
    "自",
    "من ",
];

/// Marks before a year that counts back from our era.
pub(super) const BC_BEFORE: &[&str] = &[
    "紀元前",
    "纪元前",
    "公元前",
    "西元前",
    "前",
    "기원전",
    "bc",
    "bce",
];

/// Marks after a year that counts back from our era.
pub(super) const BC_AFTER: &[&str] = &[
    "b.c.e.",
    "b.c.",
    "bce",
    "bc",
    "v. chr.",
    "v.chr.",
    "v. chr",
    "vor christus",
    "v. u. z.",
    "v.u.z.",
    "av. j.-c.",
    "av. j.c.",
    "av. j-c",
    "av j.-c.",
    "avant j.-c.",
    "a. c.",
    "a.c.",
    "a. de c.",
    "antes de cristo",
    "ق.م.",
    "ق.م",
    "ق م",
    "قبل الميلاد",
];

/// Marks before a year of our era.
pub(super) const AD_BEFORE: &[&str] = &[
    "anno domini",
    "a.d.",
    "ad",
    "西暦",
    "公元",
    "西元",
    "서기",
    "紀元",
];

/// Marks after a year of our era.
pub(super) const AD_AFTER: &[&str] = &[
    "a.d.",
    "ad",
    "c.e.",
    "ce",
    "n. chr.",
    "n.chr.",
    "nach christus",
    "u. z.",
    "u.z.",
    "ap. j.-c.",
    "après j.-c.",
    "d. c.",
    "d.c.",
    "después de cristo",
    "ميلادية",
    "ميلادي",
    "م",
];

/// Words that mean a century.
pub(super) const CENTURY: &[&str] = &[
    "century",
    "cent",
    "jahrhundert",
    "jh",
    "jhd",
    "jhdt",
    "siècle",
    "siecle",
    "siglo",
    "世紀",
    "世纪",
    "세기",
    "القرن",
];

/// Words that mean a decade and follow its first year.
pub(super) const DECADE: &[&str] = &["s", "er", "ern", "er jahre", "er jahren", "年代", "년대"];

/// Words that mean a decade and precede its first year.
pub(super) const DECADE_BEFORE: &[&str] =
    &["années", "annees", "años", "los años", "les années", "عقد"];

/// Words that mean a quarter of a year.
pub(super) const QUARTER: &[&str] = &[
    "quarter",
    "quartal",
    "trimestre",
    "四半期",
    "季度",
    "분기",
    "الربع",
];

/// Words that mean half a year.
pub(super) const HALF: &[&str] = &["half", "halbjahr", "semestre", "半期"];

/// Ordinal numbers in words, first to fourth.
pub(super) const ORDINALS: [&[&str]; 4] = [
    &["first", "erstes", "premier", "primer", "一", "上", "الأول"],
    &[
        "second",
        "zweites",
        "deuxième",
        "segundo",
        "二",
        "下",
        "الثاني",
    ],
    &["third", "drittes", "troisième", "tercer", "三", "الثالث"],
    &["fourth", "viertes", "quatrième", "cuarto", "四", "الرابع"],
];

/// Words for a school year, a season or a term across two calendar years.
pub(super) const SCHOOL_YEAR: &[&str] = &[
    "school year",
    "academic year",
    "schuljahr",
    "studienjahr",
    "année scolaire",
    "curso",
    "año escolar",
    "season",
    "saison",
    "temporada",
    "学年",
    "العام الدراسي",
];

/// Words for a fiscal year, whose beginning differs from country to country.
pub(super) const FISCAL_YEAR: &[&str] = &[
    "fiscal year",
    "financial year",
    "fy",
    "geschäftsjahr",
    "gj",
    "exercice",
    "ejercicio",
];

/// Returns the text without one of the words before or after it; `None` if it has none of them.
pub(super) fn without<'t>(text: &'t str, before: &[&str], after: &[&str]) -> Option<&'t str> {
    let parts = |rest: &str, word: &str| {
        // A word of letters ends where no letter follows.
        !word
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_alphabetic())
            || !rest.chars().next().is_some_and(char::is_alphabetic)
    };
    let first = before
        .iter()
        .filter_map(|word| text.strip_prefix(word).filter(|rest| parts(rest, word)))
        .min_by_key(|rest| rest.len());
    let last = || {
        after
            .iter()
            .filter_map(|word| text.strip_suffix(word))
            .min_by_key(|rest| rest.len())
    };
    first
        .or_else(last)
        .map(str::trim)
        .filter(|rest| !rest.is_empty())
}
