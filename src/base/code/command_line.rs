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
        "Use nl, fr, en or de.";
    U004: "folder of a demonstration that holds data already",
        "A demonstration would mix with the data that stand there.",
        "Name a new or empty folder.";
    U005: "no random numbers from the system",
        "The program cannot make a key for the numbers of callers.",
        "Run where the system gives random numbers.";
    U006: "code of a finding that is not known",
        "Nothing can be explained about a code that the program does not have.",
        "Copy the code from the finding, or list all with jaarlijn explain.";
    U009: "build stopped by the user",
        "The reports not yet made keep their last edition.",
        "Run again to make the rest.";
}
