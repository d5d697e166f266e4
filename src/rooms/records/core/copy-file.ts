/** Names by which a PDF carries its two files. */
export const manifestName = 'interlock-dossier.json';
export const sealName = 'interlock-seal.txt';
