import { element } from '../lib/element.js';
import { RequestProblem } from '../lib/request-problem.js';
import { showText } from '../lib/show-text.js';
import { showTrouble } from '../lib/show-trouble.js';
import { rerunSync } from '../lib/sync-api.js';
import { goOnWith } from './actions.js';

/** @import { Sync } from '../lib/sync-api.js' */

const words = { course: '课程', date: '学习日期' };

/**
 * Says for all rows that lack their course or date what it is, and writes just those: the rest is there already.
 * @param {Sync} sync @param {'course' | 'date'} missing @param {number} count how many rows lack it
 */
export function fillForm({ id, dryRun, summary }, missing, count) {
  const form = element('form', 'fill');
  const label = element('label', 'field');
  const input = inputFor(missing);
  label.append(element('span', 'label', `这${count}行没有${words[missing]}，都按：`), input);
  const submit = element('button', 'button button-quiet', dryRun ? '填上再预览' : `写入这${count}行`);
  submit.type = 'submit';
  const trouble = element('p', 'trouble');
  trouble.setAttribute('role', 'alert');
  trouble.hidden = true;
  form.append(label, ...coursesFor(input, summary.courses), submit, trouble);
  let sending = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    showText(trouble, '');
    try {
      await goOnWith(rerunSync(id, { fill: { [missing]: input.value.trim() } }));
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      showTrouble(trouble, problem.text, problem);
    } finally {
      sending = false;
    }
  });
  return form;
}

/** @param {'course' | 'date'} missing */
function inputFor(missing) {
  const input = element('input');
  input.required = true;
  if (missing === 'date') input.type = 'date';
  else input.maxLength = 200;
  input.autocomplete = 'off';
  return input;
}

/** Those of the other rows are the likeliest. @param {HTMLInputElement} input @param {readonly string[]} courses */
function coursesFor(input, courses) {
  if (input.type === 'date' || courses.length === 0) return [];
  const list = element('datalist');
  list.id = 'courses-of-the-file';
  list.append(...courses.map((course) => element('option', '', course)));
  input.setAttribute('list', list.id);
  return [list];
}
