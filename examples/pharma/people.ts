export type ExampleRole =
  | 'release-manager'
  | 'environment-manager'
  | 'test-manager'
  | 'implementation-manager'
  | 'change-manager'
  | 'project-manager'
  | 'development-manager'
  | 'deployer'
  | 'business-process-owner'
  | 'system-owner'
  | 'quality'
  | 'validation-lead'
  | 'cab-member'
  | 'sponsor'
  | 'stakeholder'
  | 'auditor'
  | 'inspector'
  | 'administrator';

export type ExamplePerson = {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly ExampleRole[];
  /** Key of the unit in which the roles hold. */
  readonly unit: string;
};

const at = (mailbox: string): string => `${mailbox}@aurelia.example`;

const person = (name: string, mailbox: string, role: ExampleRole, unit = 'aurelia'): ExamplePerson => ({
  name,
  email: at(mailbox),
  roles: [role],
  unit,
});

/** Invented people of an invented firm. One role each, because whoever did a work never decides on it. */
export const pharmaPeople: readonly ExamplePerson[] = [
  person('Lena Hofer', 'release.manager', 'release-manager'),
  person('Marc Delacroix', 'second.release.manager', 'release-manager'),
  person('Ines Baumann', 'environment.manager', 'environment-manager'),
  person('Tomasz Nowak', 'test.manager', 'test-manager'),
  person('Aylin Demir', 'second.test.manager', 'test-manager'),
  person('Jonas Keller', 'implementation.manager', 'implementation-manager'),
  person('Nora Lindqvist', 'change.manager', 'change-manager'),
  person('Pavel Horak', 'project.manager', 'project-manager'),
  person('Divya Raman', 'development.manager', 'development-manager'),
  person('Sven Aalto', 'deployer', 'deployer'),
  person('Carla Moretti', 'process.owner', 'business-process-owner'),
  person('Henrik Vos', 'second.process.owner', 'business-process-owner'),
  person('Miriam Stern', 'system.owner', 'system-owner'),
  person('Dr. Elif Kaya', 'quality', 'quality'),
  person('Dr. Paul Renner', 'second.quality', 'quality'),
  person('Sofia Alves', 'validation.lead', 'validation-lead'),
  person('Oskar Brandt', 'cab.member', 'cab-member'),
  person('Beatrix Lang', 'sponsor', 'sponsor'),
  person('Yann Girard', 'stakeholder', 'stakeholder'),
  person('Ruth Ziegler', 'auditor', 'auditor'),
  person('Inspector Maeve Doyle', 'inspector', 'inspector'),
  person('Ken Otieno', 'administrator', 'administrator'),
  person('Laura Pires', 'second.administrator', 'administrator'),
];

export type ExampleGroup = {
  readonly key: string;
  readonly name: string;
  /** The role that everybody holds by belonging to it, in this unit. */
  readonly role: ExampleRole;
  readonly unit: string;
  readonly members: readonly string[];
};

/** Who holds a role as a member of a group holds it by that alone: whoever leaves the group loses it. */
export const pharmaGroups: readonly ExampleGroup[] = [
  {
    key: 'quality-unit',
    name: 'Quality unit',
    role: 'quality',
    unit: 'aurelia',
    members: [at('quality'), at('second.quality')],
  },
  {
    key: 'process-owners',
    name: 'Process owners',
    role: 'business-process-owner',
    unit: 'aurelia',
    members: [at('process.owner'), at('second.process.owner')],
  },
];

/** Who owns the releases of the OpenStack example; invented as well. */
export const openstackPeople: readonly ExamplePerson[] = [
  { name: 'Train Manager (example)', email: 'train.manager@openstack.example', roles: ['release-manager'], unit: 'openstack' },
];

export const mail = {
  releaseManager: at('release.manager'),
  secondReleaseManager: at('second.release.manager'),
  projectManager: at('project.manager'),
  systemOwner: at('system.owner'),
} as const;
