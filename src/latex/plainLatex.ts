/** Formulas where nothing can be set, such as the title of a window. */
import { greekLetter } from './greek.ts';

const signs: Readonly<Record<string, string>> = {
  partial: '∂',
  nabla: '∇',
  cdot: '·',
  odot: '⊙',
  top: '⊤',
  dots: '…',
  prime: '′',
};

/** A formula as plain text, as near as that comes. Example: \delta_{jk}^{l+1} → δ_jk^l+1, \frac{\partial C}{\partial w} → ∂C/∂w */
export const plainLatex = (latex: string): string =>
  latex
    .replace(/\\[,:;! ]/g, ' ')
    .replace(/\\(?:mathrm|mathbf|text|operatorname)(?![A-Za-z])/g, '')
    .replace(/\\[tdc]?frac\{([^{}]*)\}\{([^{}]*)\}/g, '$1/$2')
    .replace(/\\(?:left|right|[Bb]igg?[lr]?)(?![A-Za-z])/g, '')
    .replace(/\\([A-Za-z]+) */g, (_whole, name: string) => signs[name] ?? greekLetter(name) ?? name)
    .replace(/[{}\\]/g, '')
    .replace(/ +/g, ' ')
    .trim();
