//! What the fitted models of rules look at: numbers that have a place in an array and a name in the table of
//! weights. Declaring them once keeps the three together.

/// Declares the enum `Feature`: each with what it is, and the name that `weights.tsv` has it under.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident $word:literal,)*) => {
        /// Something a model looks at, by its place in the array of features.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Feature {
            $($(#[$doc])* $name,)*
        }

        impl Feature {
            /// How many there are.
            pub const COUNT: usize = Self::NAMES.len();

            /// What they are called in the table of weights, by place.
            pub const NAMES: &[&str] = &[$($word),*];

            /// Puts these values in their places.
            fn put(values: &[(Self, f64)], features: &mut [f64; Self::COUNT]) {
                for &(feature, value) in values {
                    features[feature as usize] = value;
                }
            }
        }
    };
}

pub(crate) use features;
