//! What holds of every language in the list.
