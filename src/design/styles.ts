// The order matters: the kit in its own layer first, then ours, which therefore wins without extra weight.
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './design.css';
import './shell/shell.css';
import './page/layout.css';
import './parts/parts.css';
import './parts/record.css';
import './grid/grid.css';
import './timeline/timeline.css';
import './timeline/phases.css';
import './timeline/month.css';
