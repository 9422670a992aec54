/** @import { Content, Message } from './chat-api.js' */

const mostSigns = 60;

/** A message in a few words, for quotes of it. @param {Message} message */
export function messageSummary({ recalled, content }) {
  if (recalled) return '此消息已撤回';
  const signs = [...wordsOf(content).replace(/\s+/g, ' ')];
  return signs.length > mostSigns ? `${signs.slice(0, mostSigns).join('')}…` : signs.join('');
}

/** @param {Content} content @returns {string} */
function wordsOf(content) {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'file':
      return `[文件] ${content.fileName}`;
    case 'post':
      return `[富文本] ${content.title || content.text}`;
    case 'picture':
      return '[图片]';
    case 'folder':
      return `[文件夹] ${content.name}`;
    case 'sticker':
      return '[表情包]';
    case 'card':
      return `[卡片] ${content.card.config?.summary?.content ?? content.card.header?.title?.content ?? ''}`;
  }
}
