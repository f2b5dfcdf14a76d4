//! Files of registrations, their columns, rows and values, and corrections.

codes! { Registrations
    V001: "no registrations to read",
        "The line has nothing to report on.",
        "Put the exports of the line in its folder of registrations.";
    V002: "data file that no pattern matches",
        "The registrations in the file would be missing.",
        "Add a `match:` for the file to helpline.yaml, or move it out of the folder.";
    V003: "file that is no data by its name",
        "The program passes the file over.",
        "Move the file out of the folder; if it holds registrations, give it the name of a data file.";
    V004: "link or path that leads out of the workspace",
        "The program reads only files inside the workspace.",
        "Copy the file itself into the folder.";
    V005: "file or folder of registrations that cannot be read",
        "The registrations in it would be missing.",
        "Check the permissions, and put a plain file in the folder.";
    V006: "file or workbook that is empty",
        "The file has not even a header, so an export failed.",
        "Export the registrations again, or take the file away.";
    V007: "file with a header and no records",
        "The export is perhaps of another period or failed.",
        "Export the registrations again, or take the file away.";
    V008: "file that is no text",
        "The program cannot read records from it.",
        "Export the registrations again as CSV in UTF-8, or as XLSX or Parquet.";
    V009: "bytes that are no text in the expected encoding",
        "Names and words would be read wrongly.",
        "Set `encoding:` for the file under `files:`, or export it again as CSV in UTF-8.";
    V010: "column name that stands twice in the header",
        "The program cannot tell which of the two columns is meant.",
        "Give one of the columns another name in the file.";
    V011: "mapped column that the file does not have",
        "The figures of that column would be missing.",
        "Correct the name under `columns:`, add the header, or name the `delimiter:`, the `sheet:` or the `header_line:`.";
    V012: "record with misplaced or unclosed quotes",
        "The program cannot tell where the fields of the record end, and sets it aside.",
        "Export again with doubled quotes, or say under `quotes:` how the file writes them.";
    V013: "record with too few or too many fields",
        "The program cannot tell which value belongs to which column, and sets it aside.",
        "Put texts that hold the delimiter between quotes, and give every column a name.";
    V014: "cell that is too long to be one",
        "The record was probably joined with others, and is set aside.",
        "Correct the quotes around that cell, and export again.";
    V015: "workbook, worksheet or data file that cannot be read whole",
        "The registrations in it would be missing in part or in full.",
        "Save or export it again, name the worksheet with `sheet:`, or put all rows on one worksheet.";
    V016: "column of a Parquet file of a kind that cannot be used",
        "The program reads texts, numbers, dates and moments only.",
        "Write the column as text, number, date or moment.";
    V020: "row without a date",
        "The row counts in no period and is rejected.",
        "Fill the date in, or name a further column that holds a moment in such rows with `first_of`.";
    V021: "date that cannot be read or does not exist",
        "The row counts in no period and is rejected.",
        "Correct the records, or name the `format:` of the column.";
    V022: "contact before the line began",
        "The row is rejected, as the line did not exist.",
        "Correct the record, or `since` of the line.";
    V023: "contact after the line ended",
        "The row is rejected, as the line did not exist any more.",
        "Correct the record, or `until` of the line.";
    V024: "text that is no channel of the line",
        "The contact counts without a channel.",
        "Add the text to `aliases:` of its channel, or recode it under `values:`.";
    V025: "channel used before it began or after it ended",
        "The settings and the registrations contradict each other; the row counts.",
        "Correct the dates of the channel, or the record.";
    V026: "text that is no code of the code list",
        "The contact counts as unclear, or is rejected where the dimension is strict.",
        "Add the text to `aliases:` of its code, or recode it under `values:`.";
    V027: "text that is no outcome",
        "The row is rejected, as nobody knows where it counts.",
        "Recode the text under `values:` of the outcome.";
    V028: "attempt without an outcome",
        "The attempt counts as not answered.",
        "Fill the outcome in, or recode the blank under `values:`.";
    V029: "text that is no number or time span",
        "A span counts as unreadable, a number of persons as missing.",
        "Correct the record, or name a text that says nothing under `unknown:` or `blank:`.";
    V030: "number that is not believed",
        "A span counts as unreadable, a number of persons as missing.",
        "Correct the record, or the limit under `plausible:`.";
    V031: "age or number that fits no band or is not believed",
        "The contact counts as unclear.",
        "Correct the record, add a band to the code list, or name the `format:` of dates of birth.";
    V032: "span of time that comes out below zero",
        "The span counts as unreadable.",
        "Correct the record, or the column that is taken off under `minus:`.";
    V033: "id that stands in different records",
        "Only one of the records counts, and the others are rejected.",
        "Correct the id or take one record out; where several rows are one contact, name the column under `count_by:`.";
    V034: "record without an id",
        "A record that was exported twice would count twice.",
        "Fill the id in.";
    V035: "text that is neither yes nor no",
        "The answer counts as no or unclear, or its row is rejected.",
        "Name the spelling under `yes:` or `no:` of the column.";
    V036: "time of day that cannot be read",
        "The contact counts without an hour, or its span counts as unreadable.",
        "Correct the record, or name the `format:` of the column.";
    V037: "skip rule for a line on which no record starts",
        "The rule takes nothing out.",
        "Correct `line:` of the rule; lines count from 1, the header included.";
    V038: "column of moments that are all midnight",
        "The program reads them as dates without an hour.",
        "Map the column that holds the time of day, if the export has one.";
    V039: "several yes answers where one can be",
        "The contact counts as unclear.",
        "Make the dimension `kind: multi` if several answers are possible, or correct the record.";
    V040: "file without a date column in the mapping",
        "No contact of the file can be counted.",
        "Map `at:` or `date:` under `columns:`.";
    V041: "quarantine that cannot be written",
        "Nobody can look at the rejected records.",
        "See whether the folder `quarantine` of the line can be written, and holds no link.";
    V042: "text that is no number of a caller",
        "The caller counts as unknown.",
        "Correct the record, name the text under `withheld`, or say rightly whether the column is hashed.";
    V043: "key of caller numbers that cannot be used while reading",
        "The program cannot hash the numbers, so no caller can be told apart.",
        "Mend the file named under `caller_number: salt_file`.";
    V044: "lengths or waits too short to be seconds",
        "The column probably holds minutes, hours or days, and its values are left out.",
        "Write the `unit:` of the column.";
    V045: "dates that are probably mistyped or stand for none",
        "The rows count in a year to which they may not belong.",
        "Correct the dates, skip rows without a date by a rule, or set `date` in workspace.yaml.";
    V050: "brand that the line did not carry that day",
        "The settings and the registrations contradict each other; the row counts.",
        "Correct the record, or `carriers:` of the brand in workspace.yaml.";
    V051: "transfer to a line by a mode that is not live",
        "The record contradicts itself; the row counts.",
        "Correct the receiving line or the mode of referral in the record.";
    V052: "transfer to the line itself",
        "It is no transfer between lines; the row counts.",
        "Correct the record, or leave the cell empty.";
    V060: "file of corrections that cannot be used",
        "The program cannot apply the corrections.",
        "Correct the header, columns and quotes of the file, or correct the registrations themselves where ids do not tell them apart.";
    V061: "correction that cannot be applied",
        "The registration stays as it was, or several with its id were changed.",
        "Correct this row of the corrections, or correct the registration in its file.";
    V062: "correction of a registration that is not there",
        "The correction has no effect.",
        "Correct the id, or take the row out.";
    V063: "correction that a new delivery made needless",
        "The registrations already say it.",
        "Take the row out of the corrections.";
    V090: "rows read that are not rows used plus rows excluded",
        "The program has made a mistake in counting, and no report is made.",
        "Report this with the version of Jaarlijn.";
    V091: "no registration left to report on",
        "The line has no report.",
        "Check `files:` in helpline.yaml, and mend what the other findings say.";
    V092: "year of which too many rows were rejected",
        "The figures of that year would miss too many contacts.",
        "Correct the rows or the mapping, or raise `max_rejected_percent` if you accept the loss.";
    V093: "report year without registrations",
        "The program has nothing to count in that year.",
        "Change `years`, or add the registrations.";
    V094: "file that changed while the line was being read",
        "The figures would mix two deliveries.",
        "Wait until the delivery is complete, and run again.";
    V095: "published year of which the registrations are gone",
        "What is lost would look like zero in the next editions.",
        "Put the files back, or name the year under `no_longer_kept`.";
    V096: "attempts that nobody answered and no figure counts",
        "The registrations have them, and the line does not report on them.",
        "Name incoming among `stages`, or take the column `outcome` away.";
    V097: "channel with most contacts outside its opening hours",
        "The hours or the times of the registrations are probably wrong.",
        "Correct `hours:` of the channel, or the `time_zone:` of the times.";
    V098: "months without any registration",
        "A file is probably missing.",
        "Look whether a file is missing; where the registrations end earlier, write `cut_off`.";
    V099: "reading a line stopped unexpectedly",
        "The program has made a mistake, and the line has no report.",
        "Report this with the version of Jaarlijn.";
    V110: "numbers whose mark can be of thousands or of decimals",
        "A wrong reading would be a thousand times too large or small, so they are left out.",
        "Say under `decimal:` whether the decimal mark is a comma or a point.";
    V111: "times of two parts that can be h:mm or m:ss",
        "A wrong reading would be sixty times too large or small, so they are left out.",
        "Say under `clock:` whether they are h:mm or m:ss.";
    V112: "waits or lengths too long to be seconds",
        "The column probably holds milliseconds, and its values are left out.",
        "Write the `unit:` of the column, or `target_hours:` for a channel that is answered later.";
    V113: "length that seems to begin in the queue",
        "Conversations would look longer than they were, so lengths are left out.",
        "Take the wait off with `minus:`, or write an empty `minus:` where it is no part of the length.";
    V114: "waits of those who left that are nearly all short",
        "No answer rate would count them, so these waits are left out.",
        "Name the column of their wait, or an empty one, under `for:` of the wait.";
    V115: "bands that a spreadsheet has turned into dates",
        "The contacts count as unclear.",
        "Have the column exported as text, or recode the dates under `values:`.";
    V117: "year of which too many spans could not be read",
        "No median or rate of the others is printed.",
        "Mend the findings on this column, or see `max_unknown_percent`.";
    V120: "moments with and without an offset in one column",
        "Some hours, and perhaps days, would be wrong.",
        "Say under `time_zone:` of the column in which zone those without an offset are.";
    V121: "dates of which half have day and month swapped",
        "The contacts would count in wrong months, so the file is not read.",
        "Import the export again with the column as text, or say under `swapped:` of the column whether they are swapped.";
    V122: "times from 24:00 on",
        "The program reads them as times of the night after their date.",
        "Correct the records where that is not so.";
    V123: "moments in the hour that the clock skips in spring",
        "Such a time does not exist in local time, so the zone is probably another.",
        "Say under `time_zone:` of the column in which zone the times are.";
    V124: "far too many moments at midnight",
        "These contacts probably have no known hour.",
        "Say under `midnight:` of the column whether midnight is known or unknown.";
    V125: "days that are all the first of a month",
        "The column probably holds months, so no figure by day is made.",
        "Say under `day:` of the column whether the day is known or unknown.";
    V126: "file of corrections in the encoding of a spreadsheet",
        "The program reads it as Windows-1252.",
        "Save the file as UTF-8 if letters look wrong.";
    V128: "moments of Parquet that do not say whether they are UTC",
        "The hours, and perhaps the days, would be wrong.",
        "Say under `time_zone:` of the column whether they are UTC or local time.";
    V129: "time zone or format of moments that cannot be used",
        "The program could not read the moments as meant.",
        "Write a zone of the IANA database, and a format that says what the column must say, with `day: unknown` for months.";
    V130: "registrations above the names of the columns",
        "The rows above the header would be missing.",
        "Move the header above them, or name its line under `header_line:` if they are not meant to count.";
    V131: "header line setting that names no line of names",
        "The program cannot find the names of the columns.",
        "Count the lines from 1, or leave `header_line` out to have it found.";
    V132: "lines around the header that are passed over",
        "The program takes them for titles or tags, and not for records.",
        "Look whether they are records; if so, move the header above them.";
    V133: "totals and notes below the records",
        "The rows are left out, as they are no registrations.",
        "Take them out of the file, or leave them.";
    V134: "formulas that nobody computed",
        "The values are not known.",
        "Open the workbook in a spreadsheet program and save it, or map the columns it is computed from.";
    V135: "cells that hold an error",
        "The values are not known.",
        "Mend the formulas in the workbook, and save it.";
    V136: "file that was cut off",
        "Nobody knows what is missing.",
        "Export or send it again; if nothing is missing, end the last line with a line break.";
    V137: "file of a kind that is not read",
        "The registrations in it would be missing.",
        "Export the file as CSV, XLSX or Parquet, or move it out of the folder.";
    V138: "file that a password protects",
        "The program cannot open it.",
        "Save or pack the file without a password.";
    V139: "file whose content is not what its name says",
        "The program reads it as what it is.",
        "Give the file the ending of its kind.";
    V140: "packed file that cannot be unpacked, or holds no data",
        "The registrations in it would be missing.",
        "Pack or fetch it again, or put the files themselves in the folder.";
    V141: "hidden worksheet with registrations",
        "The registrations on it would be missing.",
        "Make the worksheet visible or name it with `sheet:` if it counts, or take it out of the workbook.";
    V142: "record of JSON that is no object, or JSON that is no list of them",
        "The program cannot read records from it.",
        "Export one object per registration, in a list or one per line.";
    V150: "record that stands again with the same id and contents",
        "The record counts once, so nothing is lost.",
        "Look whether a part of the export was delivered twice.";
    V151: "ids that begin anew in every file",
        "Different contacts would be taken for one.",
        "Write `unique_in: file`, or make the id of the columns that tell the files apart.";
    V152: "ids that neighbouring rows share",
        "Several rows are probably one contact, which would be counted or refused by row.",
        "Name the column under `count_by:`, or map another column to `id` if each row is a contact.";
    V153: "ids that a spreadsheet rounded",
        "Different contacts may share an id now.",
        "Export again, or import the file with the column as text; if that cannot be had, take `id:` away.";
    V154: "two files that are equal byte for byte",
        "The records would count twice.",
        "Take one of the files out, or say under `same_rows:` whether they count once or each.";
    V155: "stretch of records that stands in two files",
        "The records would count twice.",
        "Take them out of one file, or say under `same_rows:` whether they count once or each.";
    V156: "export of a round number of records, perhaps cut",
        "Many programs cut an export there, so records may be missing.",
        "Compare with the number that the registration software shows, and export in parts if rows are missing.";
    V157: "many copies in a file without ids",
        "Each copy counts, perhaps though it is the same contact.",
        "Map a column to `id:`, or name the column that rows of one contact share under `count_by:`.";
    V158: "rows that share their moment with the row beside them",
        "Several rows may be one contact, and each counts by itself.",
        "Name the column that rows of one contact share under `count_by:`; if each row is a contact, leave it.";
    V159: "row without the key of its contact",
        "The row counts as a contact by itself.",
        "Fill the key in, or name another column under `count_by:`.";
    V160: "rows of one contact that say different things",
        "The program has to choose between values.",
        "Correct the rows, or say with `of_rows` under `columns:` which value of a contact counts.";
    V161: "keys that bring no rows together, or far too many",
        "Contacts would be counted too often or too seldom.",
        "Name the right column under `count_by:`, or add a text that names nobody to `withheld`.";
    V163: "year in which every attempt was answered",
        "An answer rate of 100 % is doubted.",
        "Look whether the export holds unanswered attempts, whether `outcome` is rightly mapped, and what `skip` leaves out.";
    V164: "skip rule that leaves out unanswered attempts",
        "The answer rate looks better without them.",
        "Leave out only what is no attempt; map another column where one is empty for them.";
    V165: "registrations that begin in the course of a year",
        "The year is taken for a part of one, and no growth is told of it.",
        "Add the files of the months before, or write `since` of the line.";
    V170: "file whose own program would count each record several times",
        "The program counts each record once, whatever weight it has.",
        "See whether the records are contacts, or a sample of them; of a sample export the contacts themselves.";
    V171: "unit that stands in the name of a column",
        "The program reads the plain numbers of the column by it.",
        "Write the `unit:` of the column where it is another.";
    V172: "minutes and seconds that look like hours or decimals",
        "A wrong reading would be up to sixty times too large, so the spans are left out.",
        "Say under `clock:` of the column what its times are, or under `unit:` or `decimal:` that they are right.";
    V173: "numbers whose unit seems to change within a file",
        "One half of the spans would be sixty times too large or small, so they are left out.",
        "Give the rows of either unit a file of their own, or write the `unit:` of the column.";
    V174: "one value that far too many records have",
        "It may stand for no answer or no measurement, so these values are left out.",
        "Recode the value under `values:` of the column: to blank, or to what it is.";
    V175: "calls without a moment of answering and without an outcome",
        "They count as answered, and nobody knows how long their conversations were.",
        "Map `outcome:`, or leave out rows that are no conversations with a rule under `skip:`.";
    V176: "two spellings of yes beside a no in one column",
        "One of them may mean something else, so the answers are left out.",
        "Name the spellings under `yes:` and `no:` of the column, and others under `values:`.";
    V177: "letter behind ages that can be a unit or a sex",
        "A man of fifty would be a child of four, so these ages are left out.",
        "Say under `units:` of the column what the letters are.";
    V178: "hours of a clock of twelve hours without before or after noon",
        "Half of the hours would be wrong, so they are left out.",
        "Export again with hours up to 24, or say under `hour:` of the column whether the hour is known.";
    V179: "dates of birth of which half have day and month swapped",
        "Ages near a birthday would be a year off, so they are left out.",
        "Import the export again with the column as text, or say under `swapped:` of the column whether they are swapped.";
    V180: "two spellings of yes in the column that says how far contacts came",
        "Too many contacts, or too few, would count at that stage, so the file is not read.",
        "Name the spellings under `yes:` and `no:` of the column, and others under `values:`.";
    V181: "keys of contacts whose rows lie months apart",
        "Numbers that begin anew would make one contact of different ones.",
        "Write `unique_in: file`, or count by the columns that together tell contacts apart; `unique_in: line` if the rows are one contact.";
    V182: "records that stand in two files in another order",
        "The records would count twice.",
        "Take one of the files out, or say under `same_rows:` whether they count once or each.";
    V183: "visible worksheet that is not read though it looks like registrations",
        "The registrations on it would be missing.",
        "Name the worksheet that counts with `sheet:`, or put all rows on one worksheet or in files of their own.";
    V184: "cells of a workbook that are merged downwards",
        "The rows below would be counted as blank in that column.",
        "Say under `merged_cells:` whether each row has what the merged cell says, or undo the merging.";
    V185: "ids that two files write in different ways",
        "Records that stand in both files would count twice.",
        "Write the ids alike, or write `unique_in: file` where the files hold other records.";
    V186: "answer that was registered late and then often",
        "Where it could not be answered before, zeros of the years before are none.",
        "Write `since:` at the code with the first day on which it could be answered.";
    V187: "setting that a statement in SQL cannot follow",
        "The cube that the statement gives would have other numbers than the rows.",
        "Change the setting as the finding says, or count this line from files.";
    V188: "cube that was made with other settings than stand now",
        "Its counts are of other codes, hours or rules than the report would say.",
        "Print the statement again with `jaarlijn sql`, run it, and replace the cube.";
    V189: "cube that cannot be read",
        "Counts would be missing, or be of something else.",
        "Run the statement again, and write all that it gives as CSV in UTF-8, unchanged.";
    V190: "cube whose parts are missing or disagree",
        "Tables of one report would count different contacts.",
        "Run the statement again, and put all that it gives in the folder.";
    V191: "rows that a statement in SQL could not read exactly",
        "They could count otherwise than the same rows in a file.",
        "Correct these cells, make a view with plain values, or say in the settings what is asked.";
    V192: "cube beside registrations, corrections or another cube",
        "Contacts would count twice, or a correction would be lost.",
        "Keep one of them in the folder of the line.";
}
