/** @typedef {import('./grow.mjs').Growth} Growth */

const size = { width: 720, height: 300 };
const plot = { left: 56, right: 20, top: 36, bottom: 40, gap: 72 };

/**
 * How time and memory grow with the rows of a roster, as SVG.
 * @param {readonly Growth[]} growth in the order of their rows
 */
export function drawGrowth(growth) {
  const width = (size.width - plot.left - plot.right - plot.gap) / 2;
  const right = plot.left + width + plot.gap;
  const charts = [
    chart('time, s', plot.left, width, growth, ({ seconds }) => seconds),
    chart('peak memory of the service, MB', right, width, growth, ({ peakMb }) => peakMb),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12">`,
    `<title>Time and memory of a sync by the rows of its roster</title>`,
    `<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
    ...charts,
    '</svg>',
    '',
  ].join('\n');
}

/**
 * @param {string} title @param {number} left @param {number} width @param {readonly Growth[]} growth
 * @param {(growth: Growth) => number} read
 */
function chart(title, left, width, growth, read) {
  const height = size.height - plot.top - plot.bottom;
  const mostRows = Math.max(...growth.map(({ rows }) => rows));
  const most = roundUp(Math.max(...growth.map(read)));
  /** @param {number} rows */
  const x = (rows) => (left + (rows / mostRows) * width).toFixed(1);
  /** @param {number} value */
  const y = (value) => (plot.top + height - (value / most) * height).toFixed(1);
  const points = growth.map((at) => ({ x: x(at.rows), y: y(read(at)) }));
  return [
    `<text x="${left}" y="${plot.top - 16}" font-weight="bold">${title}</text>`,
    ...[0, 0.5, 1].map((share) => {
      const value = most * share;
      return `<path d="M${left} ${y(value)}h${width}" stroke="#ddd"/><text x="${left - 6}" y="${y(value)}" dy="4" text-anchor="end">${value}</text>`;
    }),
    ...[0, 0.5, 1].map((share) => {
      const rows = mostRows * share;
      return `<text x="${x(rows)}" y="${size.height - plot.bottom + 18}" text-anchor="middle">${rows.toLocaleString('en')}</text>`;
    }),
    `<path d="M${points.map((point) => `${point.x} ${point.y}`).join('L')}" fill="none" stroke="#3370ff" stroke-width="2"/>`,
    ...points.map((point) => `<circle cx="${point.x}" cy="${point.y}" r="3" fill="#3370ff"/>`),
  ].join('\n');
}

/** To a figure that is easy to halve. @param {number} value */
function roundUp(value) {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((step) => step * unit).find((step) => step >= value) ?? value;
}
