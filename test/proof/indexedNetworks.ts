// Small networks on which rules about indices are tried.
import { family } from '../networks/families.ts';

/** Inputs x[i] and v[i,j] over wide ranges. */
export const plain = family('plain', {
  inputs: {
    'x[i]': 'i in 0-9-p..20+2*p',
    'v[i,j]': 'i in 0-9-p-m..20+p+m, j in 0-9-p-m..20+p+m',
    c: '',
    d: '',
  },
  defined: { E: '' },
  equations: [['E', 'sum(i in 1..p, G(x[i]))']],
  sizes: ['p', 'm'],
  opaque: { G: 1 },
});

/** A recurrence h and copies q. */
export const chainOf = family('chain', {
  inputs: { 'x[t]': 't in 0-9..20+p+T' },
  parameters: { W: '' },
  defined: { 'h[t]': 't in 0..T', 'q[i]': 'i in 1..p', E: '' },
  equations: [
    ['h[0]', 'x[0]'],
    ['h[t]', 'W*h[t-1]*x[t]', 't in 1..T'],
    ['q[i]', 'x[i]', 'i in 1..p'],
    ['E', 'h[T] + sum(i in 1..p, G(q[i]))'],
  ],
  sizes: ['T', 'p'],
  opaque: { G: 1 },
});
