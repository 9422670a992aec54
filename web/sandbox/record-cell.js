/** Links of one cell that are shown at most; a cell can hold 500. */
const mostLinks = 20;

/** One cell: text, or links to records of the other table. */
export function recordCell(label, content) {
  const td = document.createElement('td');
  td.dataset.label = label;
  if (typeof content === 'string') {
    td.textContent = content;
  } else if (content.length > 0) {
    td.append(linkList(content));
  }
  td.classList.toggle('blank', content.length === 0);
  return td;
}

function linkList(links) {
  const list = document.createElement('ul');
  list.className = 'links';
  for (const link of links.slice(0, mostLinks)) list.append(item(anchor(link)));
  if (links.length > mostLinks) list.append(item(`等 ${links.length} 条`));
  return list;
}

function item(content) {
  const li = document.createElement('li');
  li.append(content);
  return li;
}

function anchor({ recordId, text, label }) {
  const link = document.createElement('a');
  link.href = `#${recordId}`;
  link.textContent = label || recordId;
  link.title = text;
  link.dataset.text = text;
  return link;
}
