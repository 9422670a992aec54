/**
 * The same function, which computes nothing twice as long as it remembers: a file has tens of thousands of rows, and few
 * courses and days in them.
 * @param most so many results are kept; all are forgotten before there are more
 */
export function remembered<Input extends string | number, Output>(
  most: number,
  compute: (input: Input) => Output,
): (input: Input) => Output {
  const known = new Map<Input, Output>();
  return (input) => {
    const before = known.get(input);
    if (before !== undefined) return before;
    const output = compute(input);
    if (known.size >= most) known.clear();
    known.set(input, output);
    return output;
  };
}
