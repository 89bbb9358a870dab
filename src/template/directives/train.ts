/** `::train{steps=10000 show="loss"}`: many steps of gradient descent, and what they reach on the way. */
import { figure } from '../../document/figures.ts';
import { type Inline, inlineMath, paragraph, table, text } from '../../document/phrasing.ts';
import type { Quantity } from '../../expr/index.ts';
import { count, type Kind, optional, required, symbol, wordsOf } from '../attributes.ts';
import { defineDirective, type Write } from '../directive.ts';
import type { Lesson } from '../lesson.ts';

/** A lecture's patience; the descent itself is linear in the steps. */
const MOST = 1_000_000;

/** Columns of the table: `loss`, or symbols of the network. */
const columns: Kind<readonly Quantity[]> = {
  expects: 'loss, or symbols with spaces between',
  read: (value, around) => {
    const { network, problems } = around;
    const found = wordsOf(value).map((word) => {
      const isLoss = word.text === 'loss' && network.named('loss') === undefined;
      return isLoss ? network.loss : symbol.read(word, around)?.quantity;
    });
    if (found.length === 0) problems.error(value.span, 'expected loss, or symbols');
    const complete = found.filter((each) => each !== undefined);
    return found.length > 0 && complete.length === found.length ? complete : undefined;
  },
};

export const train = defineDirective({
  name: 'train',
  form: 'leaf',
  attributes: { steps: required(count(MOST)), show: optional(columns) },
  prepare: ({ steps, show }, lesson, use) => {
    const loss = lesson.loss(use.span);
    if (loss === undefined) return undefined;
    const { outcome, steps: done, divergence } = lesson.trained(steps);
    const { locale, digits } = lesson;
    const rate = divergence?.smallerRate;
    const advice = rate === undefined ? [] : locale.say('train-rate', { rate: [figure(rate, digits)] });
    if (outcome === 'diverged') {
      const diverged = locale.say('train-diverged', { steps: text(String(done)) });
      return () => [paragraph(locale.sentences([diverged, advice]))];
    }
    const stops = [0, ...powersOfTen(steps), steps];
    const rows = stops.map((stop) => ({ stop, values: lesson.values(stop) }));
    const risen = outcome === 'risen' ? locale.say('train-risen') : [];
    return written(lesson, loss, show ?? [loss], rows, [risen, advice]);
  },
});

/** 1, 10, 100 … below a limit: where a curve on a logarithmic axis would have its ticks. */
function powersOfTen(below: number): readonly number[] {
  const found: number[] = [];
  for (let each = 1; each < below; each *= 10) found.push(each);
  return found;
}

interface Row {
  readonly stop: number;
  readonly values: ReadonlyMap<Quantity, number>;
}

function written(
  lesson: Lesson,
  loss: Quantity,
  show: readonly Quantity[],
  rows: readonly Row[],
  remarks: readonly (readonly Inline[])[],
): Write {
  const { locale, digits } = lesson;
  const [first, last] = [rows[0] as Row, rows.at(-1) as Row];
  const number = (row: Row, each: Quantity) => figure(row.values.get(each) as number, digits);
  return () => {
    const latex = (each: Quantity) => inlineMath(lesson.writer().latex(each));
    const sentence = locale.say('train-finished', {
      count: last.stop,
      steps: text(grouped(last.stop)),
      loss: latex(loss),
      before: number(first, loss),
      after: number(last, loss),
    });
    const heads = [locale.say('head-step'), ...show.map((each) => [latex(each)])];
    const cells = rows.map((row) => [[text(grouped(row.stop))], ...show.map((each) => [number(row, each)])]);
    return [
      paragraph(locale.sentences([sentence, ...remarks])),
      table(
        heads.map(() => 'right' as const),
        heads,
        cells,
      ),
    ];
  };
}

/** Example: 10000 → 10,000 */
const grouped = (value: number): string => value.toLocaleString('en-US');
