//! Charts.

codes! { Charts
    X001: "chart engine that did not start",
        "The program cannot draw any chart.",
        "Run again with more memory free, and report it with the version of Jaarlijn if it stays.";
    X002: "chart script that failed",
        "The program cannot draw the chart.",
        "Report this with the version of Jaarlijn and the figure that the message names.";
    X003: "chart script that did not end in time",
        "The program cannot draw the chart.",
        "Simplify the figure, raise `limits: chart_seconds`, or use a machine that is less busy.";
    X004: "character that the chart font lacks",
        "The chart would show an empty box.",
        "Write the label or word with characters of the chart font.";
    X005: "chart theme that cannot be read",
        "The program cannot draw any chart.",
        "Compare templates/tokens.yaml with the one that came with the program.";
    X006: "chart script that needs too much memory",
        "The program cannot draw the chart.",
        "Simplify the figure, or raise `limits: chart_memory_mb` in workspace.yaml.";
    X007: "chart that is taller than a page",
        "The page has no room for the chart.",
        "Print the figure as a table with `figures:` in helpline.yaml, and report this with the version of Jaarlijn.";
    X008: "labels with letters that no font has",
        "The report would show empty boxes.",
        "Put a font that has the letters into templates/fonts, or write the label in letters that the fonts have.";
    X099: "preparing or drawing a chart stopped unexpectedly",
        "The program has made a mistake, and the report is not made.",
        "Report this with the version of Jaarlijn.";
}
