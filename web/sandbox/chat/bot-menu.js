const menu = document.querySelector('#bot-menu');

/** The bot's menu: `onChoice` hears the event key of the command that was chosen. */
export function createBotMenu(onChoice) {
  menu.addEventListener('click', (event) => {
    const command = event.target.closest('button[data-key]');
    if (command === null) return;
    close();
    onChoice(command.dataset.key);
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

function close() {
  if (!menu.open) return;
  menu.open = false;
  menu.querySelector('summary').focus();
}
