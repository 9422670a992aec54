// Runs after `npm ci`. With the development packages it compiles; `npm ci --omit=dev` installs none of them, and then
// `dist/` comes from elsewhere, as it does in the container image.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const compiler = 'node_modules/typescript/bin/tsc';
if (existsSync(compiler))
  process.exitCode = spawnSync(process.execPath, [compiler], { stdio: 'inherit' }).status ?? 1;
else if (!existsSync('dist/main.js'))
  console.warn('没有安装 TypeScript，没有编译：启动前请把编译好的 dist/ 复制过来，或者改用 npm ci。');
