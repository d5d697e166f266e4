import { PageHead } from '../../../design/page/PageHead.tsx';

export const Screen = () => <PageHead title="Release" />;
