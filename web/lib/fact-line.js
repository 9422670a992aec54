import { element } from './element.js';

/** Facts beside each other; a line breaks between them, hardly ever inside one. @param {readonly string[]} facts */
export function factLine(facts) {
  const line = element('span', 'quiet facts');
  line.append(
    ...facts.flatMap((fact, index) => [...(index === 0 ? [] : [' · ']), element('span', '', fact)]),
  );
  return line;
}
