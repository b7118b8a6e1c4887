//! Forms of the tables found in a text: a lexicon of concepts, each with what it is called in English and
//! in Korean, and the places of a sentence at which one of them is named.
//!
//! Titles, bodies, countries and terms are lexicons of their own and are searched apart from one another,
//! since they overlap (the Central Committee in “member of the Central Committee”). Inside one lexicon the
//! longest form at a place wins, so that 부수상 is neither 수상 nor 상.

mod lexicon;

pub(crate) use crate::language::{any::form::field::names_of_field, ko::form::words_ending};
pub(crate) use lexicon::{BODIES, Concept, FoundForm, Lexicon, Reading, Standing, TERMS, TITLES};
