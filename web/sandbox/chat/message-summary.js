const mostSigns = 60;

/** A message in a few words, for quotes of it. */
export function messageSummary({ recalled, content }) {
  if (recalled) return '此消息已撤回';
  const words = {
    text: content.text,
    file: `[文件] ${content.fileName}`,
    post: `[富文本] ${content.title || content.text}`,
    picture: '[图片]',
    folder: `[文件夹] ${content.name}`,
    sticker: '[表情包]',
    card: `[卡片] ${cardWords(content)}`,
  };
  const signs = [...words[content.kind].replace(/\s+/g, ' ')];
  return signs.length > mostSigns ? `${signs.slice(0, mostSigns).join('')}…` : signs.join('');
}

function cardWords({ card }) {
  return card?.config?.summary?.content ?? card?.header?.title?.content ?? '';
}
