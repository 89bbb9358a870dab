/** Every directive that a template may use; there are no others. */
import type { Directive } from '../directive.ts';
import { answer } from './answer.ts';
import { check } from './check.ts';
import { derive } from './derive.ts';
import { descent } from './descent.ts';
import { exercise } from './exercise.ts';
import { forward } from './forward.ts';
import { instance } from './instance.ts';
import { network } from './network.ts';
import { recursion } from './recursion.ts';
import { slope } from './slope.ts';
import { theorem } from './theorem.ts';
import { train } from './train.ts';
import { update } from './update.ts';

export const directives: readonly Directive[] = [
  network,
  forward,
  derive,
  theorem,
  instance,
  recursion,
  descent,
  slope,
  update,
  train,
  check,
  exercise,
  answer,
];
