// The bundler reads style sheets; to the compiler they are imports without a value.
declare module '*.css';
