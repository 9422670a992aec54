import type { Command } from '../../bot/commands.ts';

/** A command as people read of it. */
export interface CommandWords {
  /** Without the slash. */
  name: Command['kind'];
  /** What may follow the name, as an example. */
  example: string;
  description: string;
}

/** Every command, the most used first. */
export const commandWords: readonly CommandWords[] = [
  { name: 'rerun', example: ' 37', description: '重新同步编号 #37；不写编号，就是最近的名单' },
  { name: 'status', example: '', description: '查看正在进行的同步' },
  { name: 'history', example: '', description: '查看最近的同步' },
  { name: 'template', example: '', description: '获取示例名单' },
  { name: 'sync', example: '', description: '在群里回复一个文件并@我，就同步那个文件' },
  { name: 'help', example: '', description: '显示使用说明' },
];
