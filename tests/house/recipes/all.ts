import { accessRecipes } from './access.ts';
import { alarmRecipes } from './alarms.ts';
import { approvalRecipes } from './approvals.ts';
import { calendarQuestions, calendarRecipes } from './calendar.ts';
import { changeRecipes } from './changes.ts';
import { communicationsQuestions, communicationsRecipes } from './communications.ts';
import { discussionRecipes } from './discussion.ts';
import { gateTemplateRecipes } from './gate-templates.ts';
import { gateRecipes } from './gates.ts';
import { identityRecipes } from './identity.ts';
import { interlockRecipes } from './interlocks.ts';
import { ledgerRecipes } from './ledger.ts';
import { policyRecipes } from './policies.ts';
import { portfolioRecipes } from './portfolio.ts';
import { recordsRecipes } from './records.ts';
import { releaseQuestions, releaseRecipes } from './releases.ts';
import { retentionRecipes } from './retention.ts';
import { signatureRecipes } from './signatures.ts';
import type { Recipes } from './world.ts';

/** How every operation that writes is asked, by its id. */
export const recipes: Recipes = {
  ...ledgerRecipes,
  ...identityRecipes,
  ...policyRecipes,
  ...portfolioRecipes,
  ...calendarRecipes,
  ...gateRecipes,
  ...gateTemplateRecipes,
  ...discussionRecipes,
  ...interlockRecipes,
  ...changeRecipes,
  ...releaseRecipes,
  ...signatureRecipes,
  ...approvalRecipes,
  ...alarmRecipes,
  ...recordsRecipes,
  ...accessRecipes,
  ...retentionRecipes,
  ...communicationsRecipes,
};

/** How every operation is asked that only reads although it is asked with POST. */
export const questions: Recipes = { ...calendarQuestions, ...releaseQuestions, ...communicationsQuestions };
