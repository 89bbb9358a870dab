/** The word that somebody probably meant. */

/** Longer words are never compared: nobody mistypes one, and the work grows with the square of the length. */
const LONGEST = 100;
/** A wrong capital is hardly a mistake. */
const CASE = 0.25;

const mismatch = (a: string, b: string): number =>
  a === b ? 0 : a.toLowerCase() === b.toLowerCase() ? CASE : 1;

/** Damerau–Levenshtein distance in its restricted form: insert, delete, replace, or swap two neighbours. */
function distance(a: readonly string[], b: readonly string[]): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a[i - 1] as string, b[j - 1] as string];
      let least = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + mismatch(x, y),
      );
      if (i > 1 && j > 1 && x === b[j - 2] && y === a[i - 2]) {
        least = Math.min(least, (beforeLast[j - 2] as number) + 1);
      }
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] as number;
}

/**
 * The candidate nearest to a mistyped word, the earliest of equally near ones, or undefined if none is near: at most a
 * third of the letters may differ, or one in a short word, and never all.
 *
 * Example: `didYouMean('sigmiod', ['tanh', 'sigmoid'])` → sigmoid
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const letters = [...word.slice(0, LONGEST + 1)];
  if (letters.length > LONGEST) return undefined;
  let best: string | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === word || candidate.length > 2 * LONGEST) continue;
    const others = [...candidate];
    const longer = Math.max(letters.length, others.length);
    const allowed = Math.max(1, Math.floor(longer / 3));
    if (Math.abs(letters.length - others.length) > allowed) continue;
    const apart = distance(letters, others);
    if (apart <= allowed && apart < longer && apart < nearest) {
      best = candidate;
      nearest = apart;
    }
  }
  return best;
}
