// npm run demo [-- --json]: a complete installation with sample data. With --json the one line on standard output says where it is.
import { serve } from './serve.mjs';

await serve(['--demo', ...process.argv.slice(2)]);
