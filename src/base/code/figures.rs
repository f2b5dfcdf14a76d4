//! Counting.

codes! { Figures
    M001: "registrations that could not be counted",
        "The program cannot make any figure of the line.",
        "Look at the cause in the message, and report it with the version of Jaarlijn.";
}
