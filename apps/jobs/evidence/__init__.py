"""What shows that work was done, read: times from taps, what a signature stands for, all of a visit's evidence."""
