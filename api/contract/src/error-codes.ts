/**
 * Every error the API can answer with: its stable code, HTTP status and English title. The portal translates by code;
 * this file imports nothing, so that it is cheap in the browser.
 */
export const errorCodes = {
  bad_request: { status: 400, title: 'The request is malformed' },
  invalid_fields: { status: 422, title: 'Some fields are invalid' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  wrong_credentials: { status: 401, title: 'The e-mail address or password is incorrect' },
  code_required: { status: 401, title: 'Also send the code from your authenticator app' },
  wrong_code: { status: 401, title: 'The code is incorrect or has already been used' },
  wrong_password: { status: 401, title: 'The password is incorrect' },
  invalid_api_key: { status: 401, title: 'This API key is unknown, expired or revoked' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  foreign_origin: { status: 403, title: 'The request came from another site' },
  invitation_for_other: { status: 403, title: 'This invitation is for another e-mail address' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This address does not support that method' },
  conflict: { status: 409, title: 'Someone else just did this' },
  job_repeats_itself: { status: 409, title: 'This job is repeated automatically' },
  email_taken: { status: 409, title: 'An account with this e-mail address already exists' },
  email_unconfirmed: { status: 409, title: 'Confirm your e-mail address first' },
  already_member: { status: 409, title: 'This person is already a member' },
  already_invited: { status: 409, title: 'This address has already been invited' },
  last_owner: { status: 409, title: 'A company must keep at least one owner' },
  two_step_on: { status: 409, title: 'Two-step sign-in is already on' },
  two_step_off: { status: 409, title: 'Two-step sign-in is not on' },
  already_posted: { status: 409, title: 'This invoice has already been posted' },
  already_reversed: { status: 409, title: 'This entry has already been reversed' },
  reversal_before_entry: {
    status: 422,
    title: 'An entry cannot be reversed as of a day before its own',
  },
  document_posted: { status: 409, title: 'A posted document cannot be deleted or read again' },
  document_split: {
    status: 409,
    title: 'The document was split: work with its parts, or delete them first',
  },
  document_is_part: { status: 409, title: 'A part of a document cannot be split again' },
  nothing_to_split: {
    status: 422,
    title: 'Reading proposed no parts: send first and last page of each',
  },
  document_busy: { status: 409, title: 'The document is still being read' },
  two_step_required: {
    status: 403,
    title: 'These books ask for two-step sign-in: switch it on first',
  },
  weak_password: { status: 422, title: 'This password is too easy to guess' },
  tenant_suspended: { status: 403, title: 'These books are suspended: contact your administrator' },
  tenant_not_ready: { status: 409, title: 'The books are still being created' },
  link_expired: { status: 410, title: 'This link has expired or has already been used' },
  version_mismatch: {
    status: 412,
    title: 'Someone else changed this while you were working on it',
  },
  precondition_required: { status: 428, title: 'Send If-Match with the version you read' },
  file_too_large: { status: 413, title: 'The file is larger than 20 MB' },
  body_too_large: { status: 413, title: 'The request is too large' },
  unsupported_file: {
    status: 415,
    title: 'Only PDF, PNG, JPEG, TIFF, WebP and XML invoices can be read',
  },
  unknown_xml: {
    status: 415,
    title:
      'This XML is no invoice in UBL or CII: ask the supplier for one, or send the invoice as a PDF',
  },
  heic_file: { status: 415, title: 'HEIC photos cannot be read: send the photo as a JPEG' },
  archive_too_large: {
    status: 413,
    title: 'The archive holds more than 200 files, or more than 100 MB unpacked',
  },
  damaged_archive: { status: 422, title: 'The archive is damaged or password-protected' },
  unsupported_content_type: { status: 415, title: 'Send this as application/json' },
  empty_file: { status: 422, title: 'The file is empty' },
  upload_incomplete: { status: 400, title: 'The upload was interrupted; nothing was stored' },
  unbalanced: { status: 422, title: 'Debit and credit are not equal' },
  entry_of_zeros: { status: 422, title: 'An entry needs an amount other than zero' },
  period_closed: { status: 422, title: 'The period of this date is closed' },
  no_fiscal_period: { status: 422, title: 'There is no financial year for this date' },
  invoice_blocked: { status: 422, title: 'The invoice cannot be posted yet' },
  idempotency_key_reused: {
    status: 422,
    title: 'This idempotency key was used for another request',
  },
  document_quota_reached: { status: 429, title: 'This month’s document limit has been reached' },
  page_quota_reached: { status: 429, title: 'This month’s page limit has been reached' },
  storage_quota_reached: { status: 413, title: 'The storage limit has been reached' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  too_many_streams: {
    status: 429,
    title: 'You listen to events in too many places: close some of them',
  },
  too_many_uploads: {
    status: 429,
    title: 'Too many files are being handed in at once: try again shortly',
  },
  too_many_attempts: { status: 429, title: 'Too many attempts' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  storage_unavailable: { status: 503, title: 'Files cannot be stored at the moment' },
  storage_full: {
    status: 503,
    title: 'There is no storage space at the moment; nothing was stored',
  },
  unavailable: {
    status: 503,
    title: 'The service is busy or partly unavailable; try again shortly',
  },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCodes;
