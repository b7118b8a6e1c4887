//! Precision, recall and F1 of ladders and findings against gold.
