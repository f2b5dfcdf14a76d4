//! Settings, code lists, events, questions and published figures.

codes! { Configuration
    C001: "settings file that is no valid YAML",
        "The program cannot know what the settings mean.",
        "Correct the YAML at the place named; write repeated or deeply nested parts out simply.";
    C002: "value of another kind than expected",
        "The program cannot use the setting as it stands.",
        "Write a value of the kind that is expected there.";
    C003: "whole number that is missing or out of its limits",
        "The program cannot use the setting as it stands.",
        "Write a whole number within the limits, without quotes or separators.";
    C004: "word that is none of the known choices",
        "The program cannot tell which choice was meant.",
        "Use one of the words that the message names.";
    C005: "text that is not a day",
        "The program cannot place the date.",
        "Write the day as year, month and day, such as 2023-12-31.";
    C006: "key or entry that is needed and missing",
        "The program cannot do its work without this setting.",
        "Add the missing key with what the message asks for.";
    C007: "key that is not known here",
        "A misspelt key has no effect, so the setting does not hold.",
        "Correct the spelling of the key, move it to its place, or remove it.";
    C010: "id that cannot be used",
        "Ids stand in file names and exports, which other characters break.",
        "Write the id in small letters, digits, hyphens and underscores.";
    C011: "code that stands twice in a code list",
        "Nobody can tell which of the two entries counts.",
        "Remove or rename one of the two codes.";
    C012: "group that is named and not declared",
        "The code or channel belongs to a group that no table can show.",
        "Add the group to the groups, or remove the parent.";
    C013: "code list with too many codes",
        "A list of so many codes is no list of categories and fills every table.",
        "Leave the column away, or recode it to fewer codes.";
    C014: "code, channel, dimension or entry without a label",
        "The report has no words to print for it.",
        "Add the words printed in reports under the key of the language.";
    C015: "period in the settings that ends before it starts",
        "No registration can fall in such a period.",
        "Check the two ends of the period.";
    C016: "key of opening hours that is no day of the week",
        "The program cannot tell on which days the hours hold.",
        "Use the short names of days, a range of them, or from.";
    C017: "text that is no span of opening hours",
        "The program cannot tell when the line is open.",
        "Write the hours as a span of two times with a hyphen, such as 09:00-17:00.";
    C018: "spelling that stands for two codes",
        "The program cannot tell which code a registration means.",
        "Let the text be a name or alias of one of the two codes.";
    C019: "band that ends before it starts or overlaps another",
        "A number would belong to no band or to two.",
        "Correct the ends of the bands; both ends belong to a band, so let the next start one higher.";
    C020: "pattern that leaves the folder of registrations",
        "The program reads only files inside the folder of the line.",
        "Use a pattern relative to the folder of registrations, without two dots.";
    C021: "no column that gives the time of the contact",
        "No contact can be counted in a month or year.",
        "Add `at:` or `date:` under `columns:`.";
    C022: "target that is no standard column and no dimension",
        "The column would be read for nothing.",
        "Declare the dimension, correct the name of the target, or remove the entry.";
    C023: "settings of a column that do not go together",
        "The program cannot tell which of the settings is meant.",
        "Keep one of the settings that exclude each other, or change the kind of the dimension.";
    C024: "skip rule that does not say which rows it takes out",
        "The rule has no effect or takes out unknown rows.",
        "Give a column with `equals` or `not`, or a file with a line.";
    C025: "recoding to something that is no code",
        "The registrations would be counted under a meaning that does not exist.",
        "Write the id of a code, or blank, unknown or unclear for a text that says nothing.";
    C026: "code change that names no code of its list",
        "The change would mark no code in the report.",
        "Use the id of a code of this list.";
    C027: "setting of quotes without a delimiter",
        "The delimiter alone says where a field ends when quotes do not.",
        "Name the `delimiter:` beside `quotes:`.";
    C028: "header setting that does not name the columns",
        "The program cannot tell which field is which column.",
        "Write the names in their order, with a question mark only behind those that may be missing at the end.";
    C030: "main stage that is not a stage of the line",
        "The line counts a stage that it does not register.",
        "Add the stage to `stages`, or choose another `main_stage`.";
    C031: "text that is no colour",
        "The report has no colour for the line.",
        "Write the colour as a number sign and six hexadecimal digits, between quotes.";
    C032: "key that is no year",
        "The setting holds for no year.",
        "Write lines that begin with a year of four digits.";
    C033: "dimension whose code list is missing or has errors",
        "The dimension has no codes to count by.",
        "Write the code list, correct its name, or correct its errors first.";
    C034: "code list with too many codes for several answers per contact",
        "The program keeps several answers per contact for so many codes only.",
        "Use fewer codes, or `report: groups` where the list has groups.";
    C035: "cross, trend or comparison that names no fitting dimension",
        "The table cannot be made from what is named.",
        "Name dimensions of the line, with one answer per contact where that is asked.";
    C036: "cross of two dimensions with several answers per contact",
        "A contact would stand in many cells at once, and no sum would add up.",
        "Cross each with a dimension of one answer per contact.";
    C037: "dimension with a name that has a meaning already",
        "The figures use this name for something else.",
        "Choose another name for the dimension.";
    C038: "list of years, languages or stages that is empty",
        "The line would have no report of any year, language or stage.",
        "Name at least one entry, or leave the key away.";
    C039: "setting for a figure that the line does not have",
        "The setting has no effect.",
        "Take the id of the figure from the first column of figures.csv, or correct its spelling.";
    C040: "settings file that cannot be read",
        "The program cannot know the settings of the workspace.",
        "Put a plain UTF-8 file of a sensible size inside the workspace, and check its permissions.";
    C041: "workspace without any helpline",
        "The program has nothing to report on.",
        "Add a folder with a helpline.yaml, or make a demonstration workspace to see one.";
    C042: "line or report on the command line that is not known",
        "The program cannot tell what to make.",
        "Correct the name, or name a line of the workspace.";
    C043: "year on the command line on which no line reports",
        "The program has no report to make for that year.",
        "Name a year on which a line reports, or add it to `years`.";
    C050: "published figure with an unknown measure",
        "The program cannot compute a number to compare it with.",
        "Use contacts, victims, share, or the id of a series.";
    C051: "published figure with a text that is no period",
        "The program cannot tell of when the figure is.",
        "Write a year, a month, or a span of these with a slash.";
    C052: "published value that is no number, or has two readings",
        "The program cannot compare it with what the registrations give.",
        "Write a plain number with a point and no mark between thousands, or not_applicable.";
    C053: "base of a share that is not among the dimensions",
        "The program cannot tell of what the share is.",
        "Name under `share_of` a dimension that stands under `dimensions`.";
    C054: "published figure over two dimensions with several answers",
        "The program counts by at most one such dimension.",
        "Name one of them, or say that the figure is not reproducible, with the reason.";
    C055: "published figure with an unknown dimension or code",
        "The program cannot compute a number to compare it with.",
        "Use a dimension of the line and the id of one of its codes or groups.";
    C056: "id of a published figure that stands twice",
        "Nobody can tell which of the two figures is meant.",
        "Give one of the two figures another id.";
    C057: "id of an event that stands twice",
        "Nobody can tell which of the two events is meant.",
        "Give one of the two events another id.";
    C058: "protection setting that names no dimension",
        "The dimension that should be protected is not.",
        "Correct the name to one of the dimensions of the line.";
    C059: "rounding base below the threshold",
        "Such a base would print small counts.",
        "Raise the base to the threshold or above it, or lower the threshold.";
    C060: "area without population and parts, or with both",
        "The program cannot tell how many inhabitants the area has.",
        "Add the population with its year and source, or the parts of the area, and not both.";
    C061: "share of an area that is no fraction",
        "The program cannot add up the population of the area.",
        "Write 1, or a fraction such as 1/3.";
    C062: "area that is not there, or has parts where none may be",
        "The program cannot find a population for it.",
        "Name an area of `areas`, and as a part one with a population of its own.";
    C063: "carrier of a brand whose period ends before it starts",
        "Nobody carries the brand in such a period.",
        "Check `from` and `until`.";
    C064: "landscape entry for a line without registrations here",
        "The landscape cannot compute figures of a line that it does not know.",
        "Use the name of a folder with a helpline.yaml, or put the line under `outside`.";
    C065: "outside entry for a line with registrations",
        "The figures of that line come from its registrations and would stand twice.",
        "Take the line out of `outside`.";
    C066: "percentage of an outside figure that is not there",
        "The program cannot compute a number from a percentage without its base.",
        "Name the id of a figure of this line that has a number.";
    C067: "line that has the name of the landscape report",
        "Two reports would have the same folder.",
        "Rename the folder of that line.";
    C070: "question that names no line",
        "The answer cannot take a figure from an unknown line.",
        "Name a line of this workspace, or landscape.";
    C071: "question with a text that is no period",
        "The program cannot tell of when the numbers should be.",
        "Write a year, a month, or a span of these with a slash.";
    C072: "part of a question that nothing answers",
        "The answer would leave this part open without a word.",
        "Name a line with its figure, a platform, a reason, or an answer in words.";
    C073: "question with the name of a report",
        "Two reports would have the same folder.",
        "Rename the file of the question.";
    C074: "part of a question without words for what is asked",
        "A reader cannot tell what the numbers answer.",
        "Add the breakdown in words under the key of the language.";
    C075: "question on an unknown figure, or bounds of revision out of order",
        "The program cannot use what the setting names.",
        "Name a figure of the line; let a serious change be at least as large as one that is not tiny.";
    C076: "question that names no platform of the landscape",
        "The answer cannot take members from an unknown platform.",
        "Name one of the platforms of the landscape in workspace.yaml.";
    C081: "key file of caller numbers that cannot be used",
        "Without a good key anyone could try out the numbers of callers.",
        "Make a random key of sufficient length in a folder of its own outside reports and registrations, or leave `salt_file` away.";
    C082: "caller numbers read otherwise than from one column of their own",
        "What else is read from that column could be published.",
        "Give `column:` for the numbers, and let that be the only use of the column.";
    C083: "numbers in one file and hashes in another, without the key",
        "Nobody can tell which callers are the same.",
        "Name the key with which the hashes were made under `caller_number: salt_file`.";
    C085: "series that is part of a series that is not there",
        "The program cannot check the sum of the parts.",
        "Name a series that is declared here, or correct its spelling.";
    C086: "brand that a line carries and has no code for",
        "The line cannot register contacts that come through the brand.",
        "Add the brand as a code to the code list of entry points, or correct its id.";
    C087: "control for an event that has no effect computed",
        "The control would be used for nothing.",
        "Remove the control; only campaigns, news, mentions and periods have an effect.";
    C088: "control of an event that is no channel or code",
        "The program cannot compare the effect with anything.",
        "Write one pair of a channel, or of a dimension with one answer per contact, and one of its codes.";
    C089: "report year that had not ended on the date of the reports",
        "A part of a year would be taken for a whole one.",
        "Say under `cut_off` up to when the registrations run, or correct `date` in workspace.yaml.";
    C090: "cut-off after the date of the reports",
        "No registration can be known from after the day of the report.",
        "Correct `cut_off`, or `date` in workspace.yaml.";
    C150: "label that a spreadsheet computes, or row setting without its key",
        "The setting does not do what its reader expects.",
        "Begin the label with a letter or import it as text; give `count_by:` to the file or take `of_rows` away.";
    C151: "text that is missing in a language of the reports",
        "The report prints another language there.",
        "Add the text in the missing language.";
    C152: "report by groups of a code list without groups",
        "The dimension has nothing to report by.",
        "Add groups to the list and a parent to its codes, or leave `report` away.";
    C153: "bands of a group that do not follow one upon the other",
        "The band of the group would hold numbers that belong to none of its codes.",
        "Let each band begin one higher than the one before it ends, or leave `report: groups` away.";
    C154: "own unit with an id that has a meaning already",
        "The figures use this id for something else.",
        "Choose another id for the unit.";
    C155: "own unit without words in a language of the reports",
        "The report has no word for what it counts.",
        "Add the words for one and for many in each language of the reports.";
    C156: "own unit that is described in two ways",
        "Nobody can tell which description holds.",
        "Give one of the two another id, or describe both alike.";
    C157: "words of a workspace that no report uses, or a folder that is no language",
        "The words would never be printed.",
        "Take the key as `jaarlijn words nl` prints it, and the code of a language as the name of the folder.";
    C158: "word with other places than the program fills in",
        "A number or a name would be missing in the sentence.",
        "Use each place in braces that the word has in the other languages, and no other.";
    C159: "language of a workspace that lacks words",
        "English words stand in its reports.",
        "Add the words that are named.";
    C160: "tile or population that names no area of its code list",
        "The map has nothing to show there.",
        "Use the id of a code or group of this list that is an area, or a point where the grid is empty.";
    C161: "area that has two tiles or two populations of a year",
        "Nobody can tell which of the two holds.",
        "Keep one of the two.";
    C162: "grid of tiles without areas, or with more than a page has room for",
        "No map can be drawn of it.",
        "Write rows of ids, from north to south, with fewer than thirteen areas across and down.";
    C163: "tiles without the inhabitants of their areas",
        "No map is drawn: one of counts alone would show where most people live.",
        "Add the population of each area, with its year and source.";
    C164: "decision of a draft that nobody took yet",
        "The likeliest setting stands there, and it may be the wrong one.",
        "Read what was seen, decide, and take the mark `TO DO` away.";
    C165: "inhabitants so few that they may be thousands",
        "The rates per 100,000 inhabitants would be a thousand times too high.",
        "Write each number of inhabitants in full.";
    C166: "shapes of areas that cannot be drawn",
        "The file is not there, is no GeoJSON, or has no polygon for an area of the code list.",
        "Put a file of GeoJSON beside the code list, and say under `areas` which feature is which area.";
    C170: "address of the site, of its licence or for questions that is none",
        "Feed, catalogue and map of the site would lead nowhere.",
        "Write the address in full.";
}
