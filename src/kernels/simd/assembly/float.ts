/** log₂ of the size of a float32 in bytes. */
export const FLOAT: usize = 2;
