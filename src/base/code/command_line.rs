//! What was typed.

codes! { CommandLine
    U001: "folder named with --root that is not there",
        "The program cannot find the workspace.",
        "Check the folder named with --root.";
    U002: "no workspace here",
        "The program has no settings to work with.",
        "Go to the workspace, name it with --root, or make a demonstration workspace.";
    U003: "language of reports that is not known",
        "The program has no words in that language.",
        "Take a code that `jaarlijn words` lists.";
    U004: "folder of a demonstration that holds data already",
        "A demonstration would mix with the data that stand there.",
        "Name a new or empty folder.";
    U005: "no random numbers from the system",
        "The program cannot make a key for the numbers of callers.",
        "Run where the system gives random numbers.";
    U006: "code of a finding that is not known",
        "Nothing can be explained about a code that the program does not have.",
        "Copy the code from the finding, or list all with jaarlijn explain.";
    U010: "file named with --from that is no export",
        "A line cannot be drafted from it.",
        "Name exports with a row per contact, each once.";
    U011: "export without any date",
        "No row can be counted in a year.",
        "Export the registrations with the day of each contact.";
    U012: "name that cannot be that of a line",
        "A line lies in a folder of its name, and reports are named after it.",
        "Use small letters, digits, hyphens and underscores.";
    U013: "line that is there already",
        "Its settings are the work of somebody, and are not written over.",
        "Choose another name, or add what a new delivery needs with --update.";
    U014: "line that is not there and was to be added to",
        "There are no settings to which a new delivery could be added.",
        "Check the name of the line and --root, or leave --update out to draft a new line.";
    U015: "dimension named with --detail that no line has",
        "Nothing can be shown of it.",
        "Name a dimension of the settings, or channel, month or weekday.";
    U016: "figure that the reports of a line do not have",
        "Nothing can be explained about it.",
        "List the figures of a line with jaarlijn explain LINE.";
    U017: "cell that a figure does not have, or that is not one alone",
        "A number is explained one at a time.",
        "Name its period, code or measure, as a reference in commentary does.";
    U018: "more than can be explained at once",
        "A line and one of its figures are explained, or codes of findings.",
        "Name a line and a figure, such as contacts-by-channel#chat.";
    U019: "setting that is not known",
        "Nothing can be said of it.",
        "Print the reference with jaarlijn settings.";
    U020: "address at which nothing can be served",
        "The reports cannot be shown in a browser.",
        "Choose another port with --port, or leave it out.";
    U021: "other number of tables than the line has kinds of files",
        "A statement reads one table for each entry of `files`.",
        "Name one table or view with --table for each entry of files:, in their order.";
    U009: "build stopped by the user",
        "The reports not yet made keep their last edition.",
        "Run again to make the rest.";
}
