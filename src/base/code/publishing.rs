//! Writing of reports and records.

codes! { Publishing
    P001: "file or folder that cannot be written",
        "The reports or the demonstration are not stored.",
        "Make room, give yourself the right to write there, or move away what stands in the way, and run again.";
    P010: "another build at work in the same workspace",
        "Two builds at once would overwrite each other.",
        "Wait until the other build has ended, and run again.";
    P011: "traces of an interrupted build, which were put right",
        "The last build did not come to its end.",
        "Look whether the reports stand as expected; there is nothing else to do.";
    P012: "no record of a last build",
        "The program cannot know which lines failed, and builds all.",
        "Do nothing; the next build has the record.";
    P013: "record of the build that cannot be written",
        "The next build will not know which lines failed in this one.",
        "Give yourself the right to write in the cache folder of the workspace.";
}
