//! Charts made of cells: bars, funnels, sparklines, shaded fields. Every mark has its number beside or in it, and every form its ASCII
//! one; colour carries nothing. They know shares from 0 to 1, not what is counted.

pub mod bar;
pub mod field;
pub mod spark;
