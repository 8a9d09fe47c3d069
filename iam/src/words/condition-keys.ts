import { foldName } from '../fold.js';
import { nearestWord } from './nearest.js';
import { SERVICES } from './services.js';

/**
 * The condition keys of AWS's own and of the services that a tenant role is about. A key that ends in `/` or `:` is followed by
 * a name, as `aws:PrincipalTag/` is by a tag's. Source: IAM User Guide, "AWS global condition context keys"; Service
 * Authorization Reference, condition keys of DynamoDB, DAX, IAM, KMS, S3 and STS.
 */
const KEYS: { readonly [service: string]: string } = {
  aws: `
    AssumedRoot CalledVia CalledViaAWSMCP CalledViaFirst CalledViaLast ChatbotSourceArn CurrentTime
    Ec2InstanceSourcePrivateIPv4 Ec2InstanceSourceVpc EpochTime FederatedProvider IsMcpServiceAction MultiFactorAuthAge
    MultiFactorAuthPresent PrincipalAccount PrincipalArn PrincipalIsAWSService PrincipalOrgID PrincipalOrgPaths
    PrincipalServiceName PrincipalServiceNamesList PrincipalTag/ PrincipalType referer RequestTag/ RequestedRegion
    ResourceAccount ResourceOrgID ResourceOrgPaths ResourceTag/ SecureTransport SourceAccount SourceArn SourceIdentity
    SourceIp SourceOrgID SourceOrgPaths SourceOwner SourceVpc SourceVpcArn SourceVpce TagKeys TokenIssueTime UserAgent
    ViaAWSMCPService ViaAWSService VpcSourceIp VpceAccount VpceOrgID VpceOrgPaths userid username
  `,
  dax: 'EnclosingOperation',
  dynamodb: `
    Attributes EnclosingOperation FirstPartitionKeyValues FisActionId FisTargetArns FourthPartitionKeyValues FullTableScan
    LeadingKeys ReturnConsumedCapacity ReturnValues SecondPartitionKeyValues Select ThirdPartitionKeyValues
  `,
  iam: `
    AWSServiceName AccountPropertyNamespaces AssociatedResourceArn DelegationDuration DelegationRequestOwner
    FIDO-FIPS-140-2-certification FIDO-FIPS-140-3-certification FIDO-certification NotificationChannel
    OrganizationsPolicyId PassedToService PermissionsBoundary PolicyARN RegisterSecurityKey ResourceTag/ RoleTemplateARN
    ServiceSpecificCredentialAgeDays ServiceSpecificCredentialServiceName TemplateArn
  `,
  kms: `
    BypassPolicyLockoutSafetyCheck CallerAccount CustomerMasterKeySpec CustomerMasterKeyUsage DataKeyPairSpec
    EncryptionAlgorithm EncryptionContext: EncryptionContextKeys ExpirationModel GrantConstraintSourceArn
    GrantConstraintType GrantIsForAWSResource GrantOperations GranteePrincipal GranteeServicePrincipal KeyAgreementAlgorithm
    KeyOrigin KeySpec KeyUsage MacAlgorithm MessageType MultiRegion MultiRegionKeyType PrimaryRegion ReEncryptOnSameKey
    RecipientAttestation: ReplicaRegion RequestAlias ResourceAliases RetiringPrincipal RetiringServicePrincipal
    RotationPeriodInDays ScheduleKeyDeletionPendingWindowInDays SigningAlgorithm TrailingDaysWithoutKeyUsage ValidTo
    ViaService WrappingAlgorithm WrappingKeySpec
  `,
  s3: `
    AccessGrantScope AccessGrantsInstanceArn AccessGrantsLocationScope AccessPointNetworkOrigin AccessPointTag/ BucketTag/
    DataAccessPointAccount DataAccessPointArn ExistingJobOperation ExistingJobPriority ExistingObjectTag/
    InventoryAccessibleOptionalFields JobSuspendedCause ObjectCreationOperation RequestJobOperation RequestJobPriority
    RequestObjectTag/ RequestObjectTagKeys ResourceAccount TlsVersion annotation-prefix authType delimiter
    deliverySourceArn destinationRegion if-match if-none-match isReplicationPauseRequest locationconstraint logType
    max-annotation-results max-keys object-lock-event-hold object-lock-event-hold-duration-days object-lock-legal-hold
    object-lock-mode object-lock-remaining-retention-days object-lock-retain-until-date prefix resourceArnBeingAuthorized
    signatureAge signatureversion versionid x-amz-acl x-amz-bucket-namespace x-amz-content-sha256 x-amz-copy-source
    x-amz-grant-full-control x-amz-grant-read x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp
    x-amz-metadata-directive x-amz-object-annotation-directive x-amz-object-if-match x-amz-object-ownership
    x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id
    x-amz-server-side-encryption-customer-algorithm x-amz-storage-class x-amz-website-redirect-location
  `,
  saml: `
    aud cn commonName doc eduorghomepageuri eduorgidentityauthnpolicyuri eduorglegalname eduorgsuperioruri
    eduorgwhitepagesuri edupersonaffiliation edupersonassurance edupersonentitlement edupersonnickname edupersonorgdn
    edupersonorgunitdn edupersonprimaryaffiliation edupersonprimaryorgunitdn edupersonprincipalname
    edupersonscopedaffiliation edupersontargetedid givenName iss mail name namequalifier organizationStatus
    primaryGroupSID sub sub_type surname uid x500UniqueIdentifier
  `,
  sts: `
    AWSServiceName DurationSeconds ExternalId IdentityTokenAudience RequestContext/ RequestContextProviders
    RoleAuthorizedByIdp RoleSessionName SigningAlgorithm SourceIdentity TaskPolicyArn TransitiveTagKeys
  `,
};

/** Keys of these services that appear in requests to every service. The same source. */
const OF_OTHER_SERVICES = `
  ec2:RoleDelivery ec2:SourceInstanceArn glue:CredentialIssuingService glue:RoleAssumedBy identitystore:UserId
  lambda:SourceFunctionArn ssm:SourceInstanceArn
`;

/**
 * Claims that STS makes condition keys of, whatever the provider. Source: IAM User Guide, "Available keys for AWS OIDC
 * federation". Any other claim, such as `custom:tenant_id`, is not a condition key.
 */
const CLAIMS: ReadonlySet<string> = new Set(['amr', 'aud', 'email', 'oaud', 'sub']);

/** Providers of which STS makes further claims condition keys, by the end of their host. The same source. */
const PROVIDER_CLAIMS: readonly (readonly [provider: RegExp, claims: ReadonlySet<string>])[] = [
  [/^accounts\.google\.com$/, words('google/organization_number')],
  [/^graph\.facebook\.com$/, words('app_id id')],
  [/^www\.amazon\.com$/, words('app_id user_id')],
  [
    /^(?:token\.actions\.(?:githubusercontent\.com(?:\/.+)?|[^/]+\.ghe\.com)|github\.com\/enterprises\/.+)$/,
    words(
      'actor actor_id enterprise_id environment job_workflow_ref ref repository repository_id repository_owner_id workflow',
    ),
  ],
  [
    /^gitlab\.com$/,
    words(
      'namespace_id pipeline_source project_id ref_protected runner_environment user_access_level user_email user_id user_login',
    ),
  ],
  [
    /^agent\.(?:.+\.)?buildkite\.(?:com|dev|site)$/,
    words('build_branch cluster_id cluster_name organization_id organization_slug pipeline_id pipeline_slug'),
  ],
  [/^idcs-[^.]+\.identity\.oraclecloud\.com$/, words('rpst_id')],
  [/^oidc\.circleci\.com\/org\/.+$/, words('oidc.circleci.com/project-id')],
];

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

export const CONDITION_KEYS: readonly string[] = [
  ...Object.entries(KEYS).flatMap(([service, names]) => [...words(names)].map((name) => `${service}:${name}`)),
  ...words(OF_OTHER_SERVICES),
];

const EXACT = new Map(CONDITION_KEYS.filter((key) => !/[/:]$/.test(key)).map((key) => [foldName(key), key]));
const OPEN = CONDITION_KEYS.filter((key) => /[/:]$/.test(key));

/** Keys that hold a list of values, even of one. The same source: data type "ArrayOf…". */
const MULTIVALUED: ReadonlySet<string> = new Set(
  [
    ...words(`
      aws:CalledVia aws:CalledViaAWSMCP aws:PrincipalOrgPaths aws:PrincipalServiceNamesList aws:ResourceOrgPaths
      aws:SourceOrgPaths aws:TagKeys aws:VpceOrgPaths dynamodb:Attributes dynamodb:FirstPartitionKeyValues
      dynamodb:FisTargetArns dynamodb:FourthPartitionKeyValues dynamodb:LeadingKeys dynamodb:SecondPartitionKeyValues
      dynamodb:ThirdPartitionKeyValues iam:AccountPropertyNamespaces kms:EncryptionContextKeys kms:GrantOperations
      kms:ResourceAliases s3:InventoryAccessibleOptionalFields s3:RequestObjectTagKeys saml:cn saml:eduorghomepageuri
      saml:eduorgidentityauthnpolicyuri saml:eduorglegalname saml:eduorgsuperioruri saml:eduorgwhitepagesuri
      saml:edupersonaffiliation saml:edupersonassurance saml:edupersonentitlement saml:edupersonnickname
      saml:edupersonorgunitdn saml:edupersonscopedaffiliation saml:edupersontargetedid sts:IdentityTokenAudience
      sts:RequestContextProviders sts:TransitiveTagKeys
    `),
  ].map((key) => foldName(key)),
);

/** `known`; `elsewhere` for a key of a service whose keys are not listed here; `unknown` for a key that AWS does not have. */
export type ConditionKeyKind = 'known' | 'elsewhere' | 'unknown';

/** Returns what is known of a condition key. The names of condition keys have no case. */
export function conditionKeyKind(key: string): ConditionKeyKind {
  const lower = foldName(key);
  if (EXACT.has(lower)) return 'known';
  if (OPEN.some((prefix) => lower.startsWith(foldName(prefix)) && key.length > prefix.length)) return 'known';
  const colon = key.indexOf(':');
  const owner = lower.slice(0, colon);
  if (colon < 1 || /\s/.test(key)) return 'unknown';
  // An identity provider is named by its host.
  if (owner.includes('.')) return isClaim(owner, key.slice(colon + 1)) ? 'known' : 'unknown';
  return owner in KEYS || !SERVICES.has(owner) ? 'unknown' : 'elsewhere';
}

const isClaim = (provider: string, claim: string): boolean =>
  CLAIMS.has(claim) || PROVIDER_CLAIMS.some(([host, claims]) => host.test(provider) && claims.has(claim));

/** Returns the known key that a misspelt one most likely means. */
export function nearestConditionKey(key: string): string | undefined {
  const plain = withoutDecoration(key);
  const known = CONDITION_KEYS.find((each) => withoutDecoration(each) === plain);
  if (known !== undefined) return known;
  const [head = '', ...rest] = key.split('/');
  const open = OPEN.find((each) => rest.length > 0 && withoutDecoration(each.slice(0, -1)) === withoutDecoration(head));
  return open === undefined ? nearestWord(key, EXACT.values()) : `${open}${rest.join('/')}`;
}

/** Strips white space, punctuation and a plural. */
const withoutDecoration = (key: string): string =>
  key
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
    .replace(/s$/, '');

/** Tests whether a key holds a list, so that its condition needs ForAllValues or ForAnyValue. */
export const isMultivalued = (key: string): boolean =>
  MULTIVALUED.has(foldName(key)) || /^[^:]*\.[^:]*:amr$/i.test(key);
