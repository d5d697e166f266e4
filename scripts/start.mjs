// npm start [-- --json]: the server, on the embedded database or on DATABASE_URL.
import { serve } from './serve.mjs';

await serve(process.argv.slice(2));
