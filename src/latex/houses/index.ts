/** Every house style; there are no others. */
import type { House, HouseName } from './house.ts';
import { mazur } from './mazur.ts';
import { ng } from './ng.ts';
import { nielsen } from './nielsen.ts';
import { qiu } from './qiu.ts';
import { rows } from './rows.ts';

export type { House, HouseName } from './house.ts';

export const houses: Readonly<Record<HouseName, House>> = { nielsen, ng, mazur, qiu, rows };

/** The names of all house styles. */
export const houseNames = Object.keys(houses) as readonly HouseName[];
