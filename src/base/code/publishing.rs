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
    P020: "nothing was built that could be published",
        "Publishing makes an edition of the draft that somebody looked at, and there is none.",
        "Build first, look at the draft, and publish then.";
    P021: "draft that was made of something else than what stands here now",
        "The edition would not be what somebody looked at: registrations, settings, words or the program changed since.",
        "Build again, look at the new draft, and publish then.";
    P022: "no edition that could be taken back",
        "Only what was published can be taken back, and of this report and year nothing is.",
        "Name a line, the landscape or a question, and the year of its report.";
}
