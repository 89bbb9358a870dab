import { describe, expect, test } from 'vitest';
import { MemberError, partsFor, readMember } from '../../src/describe/index.ts';
import { opaqueNet } from '../networks/families.ts';
import { member } from '../networks/indexed.ts';

describe('readMember', () => {
  test.each([
    ['z', 'z[l,j]', []],
    ['z[l,j]', 'z[l,j]', []],
    [' z [ L , j ] ', 'z[L,j]', [0]],
    ['w[2,i,p]', 'w[2,i,p]', [0]],
    ['w[l+1,k,j]', 'w[l+1,k,j]', [0]],
    ['a[0,n[0]]', 'a[0,n[0]]', [0, 1]],
    ['C', 'C', []],
  ])('%s', (text, expected, fixed) => {
    const found = readMember(text, opaqueNet);
    expect({ member: found.member, fixed: found.fixed }).toEqual({ member: member(expected), fixed });
  });

  test.each([
    ['q', 'unknown symbol q', 'symbols: x, w, b, y, z, a, C'],
    ['', 'unknown symbol ', 'symbols: x, w, b, y, z, a, C'],
    ['z[l]', 'z has 2 indices, not 1', 'write z[l,j]'],
    ['C[1]', 'C has no indices', 'write C'],
    ['z[l,*]', '* is no index', 'sizes: L, n'],
    ['z[l,]', 'nothing is no index', 'sizes: L, n'],
  ])('%s is refused', (text, message, hint) => {
    const error = (() => {
      try {
        return readMember(text, opaqueNet);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(MemberError);
    expect(error).toMatchObject({ message, hint });
  });
});

test('partsFor keeps what is about the fixed indices', () => {
  const parts = [{ wrt: member('z[L,j]') }, { wrt: member('z[l,j]') }];
  const wanted = (text: string) => partsFor(parts, readMember(text, opaqueNet)).map(({ wrt }) => wrt);
  expect(wanted('z')).toEqual(parts.map(({ wrt }) => wrt));
  expect(wanted('z[l,j]')).toEqual(parts.map(({ wrt }) => wrt));
  expect(wanted('z[L,j]')).toEqual([member('z[L,j]')]);
  expect(wanted('z[2,j]')).toEqual([]);
});
