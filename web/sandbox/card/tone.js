/** The colors by name that headers, tags and text share; card.css holds what they look like. */
const tones = new Set([
  'blue',
  'wathet',
  'turquoise',
  'green',
  'yellow',
  'orange',
  'red',
  'carmine',
  'violet',
  'purple',
  'indigo',
  'grey',
]);

/** The class of a color; what is no color is shown without one. @param {string} name */
export function toneClass(name) {
  const tone = name === 'neutral' ? 'grey' : name;
  return tones.has(tone) ? `tone-${tone}` : 'tone-default';
}
