import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  check,
  checkMatrices,
  Deriver,
  DocumentWriter,
  derivationSchema,
  difference,
  evaluate,
  evaluateTerm,
  gradients,
  houses,
  IndexedDeriver,
  InputError,
  inOwnTerms,
  latexOf,
  latexStyle,
  MatrixForms,
  makeNetwork,
  networkSchema,
  product,
  quantity,
  readDerivation,
  readMatrices,
  readNetwork,
  writeDerivation,
  writeFormula,
  writeMarkdown,
} from '../src/index.ts';

const text = readFileSync(fileURLToPath(new URL('./networks/two-two-two.yaml', import.meta.url)), 'utf8');

test('from a file to a checked document, in terms of its own', () => {
  const found = inOwnTerms(() => {
    const { network, warnings } = readNetwork(text, { name: 'net.yaml' });
    const [loss, weight] = [network.loss, network.named('w5')];
    if (loss === undefined || weight === undefined) throw new Error('not the example');
    const deriver = new Deriver(network);
    const { theorem, closed } = deriver.derive(loss, weight);
    const file = JSON.parse(JSON.stringify(writeDerivation(deriver.derivation)));
    const verdicts = check(readDerivation(file));
    const { rhs } = deriver.theorem(closed).goal;
    const value = evaluateTerm(rhs, evaluate(network));
    const writer = new DocumentWriter({ derivation: deriver.derivation, numbers: true });
    return {
      warnings,
      isAccepted: verdicts.every(({ accepted }) => accepted),
      formula: writeFormula(rhs),
      latex: latexOf(rhs, latexStyle(network)),
      agrees: difference(network, loss, weight, { claimed: value }).agrees,
      adjoint: evaluateTerm(gradients(network, loss).get(weight) ?? rhs, evaluate(network)) / value,
      markdown: writeMarkdown({ type: 'root', children: writer.gradient(theorem) }),
    };
  });
  expect(found).toMatchObject({
    warnings: [],
    isAccepted: true,
    formula: '(outo1 - y1)*outo1*(1 - outo1)*outh1',
    latex: expect.stringContaining('\\mathrm{out}_{h1}'),
    agrees: true,
    markdown: expect.stringContaining('0.08216704'),
  });
  expect(found.adjoint).toBeCloseTo(1, 12);
});

test('a network made from terms', () => {
  const [w, x, E] = ['w', 'x', 'E'].map((name) => quantity(name)) as [
    ReturnType<typeof quantity>,
    ReturnType<typeof quantity>,
    ReturnType<typeof quantity>,
  ];
  const network = makeNetwork({
    name: 'line',
    symbols: [
      { quantity: x, role: 'input' },
      { quantity: w, role: 'parameter' },
      { quantity: E, role: 'defined' },
    ],
    equations: [{ quantity: E, rhs: product(w, x) }],
  });
  const deriver = new Deriver(network);
  expect(deriver.theorem(deriver.derive(E, w).closed).goal.rhs).toBe(x);
});

test('a mistake in a file is an InputError with places', () => {
  const read = () => readNetwork('equations: { E: q }\nloss: E\n', { name: 'net.yaml' });
  expect(read).toThrow(InputError);
  expect(read).toThrow(/^net\.yaml:1:17 /);
});

test('the schemas are JSON', () => {
  for (const schema of [networkSchema(), derivationSchema()]) {
    expect(JSON.parse(JSON.stringify(schema))).toHaveProperty('$schema');
  }
});

test('from matrices to their gradient, in the notation of a house', () => {
  const file =
    'shapes: { W: [m, n], x: [n], y: [m] }\ninputs: [x]\ntargets: [y]\nequations: { z: W*x, E: 1/2*norm(z - y)^2 }\nloss: E\n';
  const { network } = readNetwork(file);
  const [loss, weight] = [network.loss, network.named('W')];
  if (loss === undefined || weight === undefined) throw new Error('not the example');
  const deriver = new IndexedDeriver(network);
  const [worked] = deriver.derive(loss, weight);
  if (worked === undefined) throw new Error('no theorem');
  const forms = new MatrixForms(deriver.derivation);
  const matrix = forms.of(worked.theorem);
  if (matrix === undefined) throw new Error('no matrix form');
  const written = JSON.parse(JSON.stringify(writeDerivation(forms.derivation, [matrix])));
  const derivation = readDerivation(written);
  const verdicts = checkMatrices(derivation, check(derivation), readMatrices(written));
  const writer = new DocumentWriter({ derivation: forms.derivation, house: houses.ng });
  const markdown = writeMarkdown({ type: 'root', children: writer.theorem(worked.theorem, { matrix }) });
  expect(verdicts).toMatchObject([{ accepted: true }]);
  expect(markdown).toContain('dW=dz\\,x^{\\mathrm{T}}');
});
