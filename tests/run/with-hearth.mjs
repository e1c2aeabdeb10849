// Runs a command beside a fresh Hearth: node with-hearth.mjs COMMAND [ARGUMENT…]
// The command finds the address in HEARTH_URL. Its exit code is ours, unless Hearth itself does not stop cleanly.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startHouse } from './hearth.mjs';

const [command, ...args] = process.argv.slice(2);
const house = await startHouse();
const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, HEARTH_URL: house.url } });
const [code] = await once(child, 'exit');
if (code !== 0) console.error(house.log);
await house.close();
process.exit(code ?? 1);
