import { element } from './element.js';

/** Facts beside each other; a line ends with a dot, and hardly ever breaks inside a fact. @param {readonly string[]} facts */
export function factLine(facts) {
  const line = element('span', 'quiet facts');
  facts.forEach((fact, index) => {
    const isLast = index === facts.length - 1;
    line.append(element('span', '', isLast ? fact : `${fact} ·`), isLast ? '' : ' ');
  });
  return line;
}
