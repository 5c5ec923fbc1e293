import type { ProblemCode } from '#lib/api/problem.ts';

const largestFile = '20 MB';

const nl = {
  /** By code of the API; `offline` is ours: no answer came. */
  byCode: {
    bad_request: 'Dit verzoek klopt niet. Ververs de pagina en probeer het opnieuw.',
    invalid_fields: 'Sommige velden kloppen nog niet.',
    not_signed_in: 'Log eerst in.',
    wrong_credentials: 'E-mailadres of wachtwoord klopt niet.',
    code_required: 'Vul ook de code van je app in.',
    wrong_code: 'Deze code klopt niet of is al gebruikt. Wacht op de volgende.',
    wrong_password: 'Dit wachtwoord klopt niet.',
    invalid_api_key: 'Deze API-sleutel bestaat niet of is ingetrokken.',
    forbidden: 'Je rol staat dit niet toe.',
    foreign_origin: 'Dit verzoek kwam van een andere site en is geweigerd.',
    invitation_for_other:
      'Deze uitnodiging is voor een ander e-mailadres. Log uit en open de link opnieuw.',
    not_found: 'Dit bestaat niet (meer).',
    method_not_allowed: 'Dit kan hier niet.',
    conflict: 'Iemand anders deed dit zojuist al.',
    job_repeats_itself: 'Dit wordt vanzelf herhaald; je hoeft niets te doen.',
    email_taken: 'Er is al een account met dit e-mailadres. Log in.',
    email_unconfirmed: 'Bevestig eerst je eigen e-mailadres.',
    already_member: 'Deze persoon hoort al bij de administratie.',
    already_invited: 'Dit adres is al uitgenodigd. Je kunt de mail opnieuw sturen.',
    last_owner: 'Er moet minstens één eigenaar zijn. Maak eerst iemand anders eigenaar.',
    two_step_on: 'Inloggen in twee stappen staat al aan.',
    two_step_off: 'Inloggen in twee stappen staat uit.',
    two_step_required: 'Deze administratie vraagt om inloggen in twee stappen. Zet dat eerst aan.',
    weak_password:
      'Dit wachtwoord is makkelijk te raden. Kies een paar woorden die niet bij elkaar horen.',
    already_posted: 'Deze factuur is al geboekt.',
    already_reversed: 'Deze journaalpost is al teruggeboekt.',
    reversal_before_entry: 'Een terugboeking kan niet eerder zijn dan de boeking zelf.',
    document_posted: 'Een geboekt document blijft bewaard.',
    document_split: 'Dit bestand is gesplitst. Werk met de delen, of verwijder die eerst.',
    document_is_part: 'Een deel van een bestand kan niet nog eens gesplitst worden.',
    nothing_to_split: 'Er is niets gevonden om te splitsen.',
    document_busy: 'Het document wordt nog gelezen.',
    tenant_suspended: 'Deze administratie is geblokkeerd. Vraag de eigenaar wat er aan de hand is.',
    tenant_not_ready: 'De boekhouding wordt nog ingericht.',
    link_expired: 'Deze link is al gebruikt of te oud. Vraag een nieuwe aan.',
    version_mismatch: 'Iemand wijzigde dit terwijl je bezig was.',
    precondition_required: 'Ververs de pagina en probeer het opnieuw.',
    file_too_large: `Het bestand is groter dan ${largestFile}. Splits het of verklein de scan.`,
    body_too_large: 'Dit is te groot om te versturen.',
    unsupported_file:
      'Dit is geen pdf, png, jpeg, tiff, webp of XML-factuur. Sla het als pdf op en upload opnieuw.',
    unknown_xml:
      'Deze XML is geen factuur die we kennen (UBL of CII). Vraag de leverancier om zo’n e-factuur, of upload de pdf.',
    heic_file:
      'HEIC-foto’s kunnen niet gelezen worden. Stuur de foto als jpeg; een iPhone maakt die met Instellingen › Camera › Structuren › Meest compatibel.',
    archive_too_large:
      'Dit zipbestand bevat meer dan 200 bestanden, of uitgepakt meer dan 100 MB. Splits het.',
    damaged_archive: 'Dit zipbestand is beschadigd of heeft een wachtwoord. Maak een nieuwe.',
    unsupported_content_type: 'Dit soort gegevens wordt hier niet aangenomen.',
    empty_file: 'Het bestand is leeg. Kies het goede bestand en upload opnieuw.',
    upload_incomplete: 'Het uploaden brak af en er is niets bewaard. Upload het bestand opnieuw.',
    unbalanced: 'Debet en credit zijn niet gelijk.',
    entry_of_zeros: 'Vul een ander bedrag dan nul in.',
    period_closed: 'De periode van deze datum is afgesloten.',
    no_fiscal_period: 'Er is geen boekjaar voor deze datum.',
    invoice_blocked: 'Deze factuur kan nog niet geboekt worden.',
    idempotency_key_reused: 'Dit is al eens anders verstuurd. Ververs de pagina.',
    document_quota_reached:
      'Het aantal documenten van deze maand is op. Vanaf de eerste van de volgende maand kun je weer uploaden.',
    page_quota_reached:
      'Het aantal pagina’s van deze maand is op. Vanaf de eerste van de volgende maand kun je weer uploaden.',
    storage_quota_reached:
      'Er is geen ruimte meer voor bestanden. Verwijder documenten of vraag om meer ruimte.',
    too_many_requests: 'Even rustig aan: te veel verzoeken.',
    too_many_attempts: 'Te veel pogingen.',
    too_many_streams: 'Je hebt dit op te veel plaatsen open. Sluit er een paar.',
    too_many_uploads: 'Er worden te veel bestanden tegelijk geüpload.',
    internal: 'Er ging bij ons iets mis. Je gegevens zijn veilig; probeer het opnieuw.',
    storage_unavailable: 'Bestanden kunnen nu niet bewaard worden. Probeer het zo opnieuw.',
    storage_full: 'De schijf is vol; dit bestand is niet bewaard. Waarschuw je beheerder.',
    unavailable: 'Een onderdeel is even niet bereikbaar. Probeer het zo opnieuw.',
    offline: 'Geen verbinding. Wat je invulde blijft staan.',
  } satisfies Record<ProblemCode, string>,
  alreadyPostedBy: (person: string, moment: string) => `Al geboekt door ${person}, ${moment}.`,
  retryAfter: (seconds: number) =>
    seconds < 90 ? `Wacht ${seconds} seconden.` : `Wacht ${Math.ceil(seconds / 60)} minuten.`,
};

const en: typeof nl = {
  byCode: {
    bad_request: 'This request is invalid. Reload the page and try again.',
    invalid_fields: 'Some fields are invalid.',
    not_signed_in: 'Sign in first.',
    wrong_credentials: 'The e-mail address or password is incorrect.',
    code_required: 'Also enter the code from your app.',
    wrong_code: 'This code is incorrect or has already been used. Wait for the next one.',
    wrong_password: 'This password is incorrect.',
    invalid_api_key: 'This API key does not exist or has been revoked.',
    forbidden: 'Your role does not allow this.',
    foreign_origin: 'This request came from another site and was refused.',
    invitation_for_other:
      'This invitation is for another e-mail address. Sign out and open the link again.',
    not_found: 'This no longer exists.',
    method_not_allowed: 'This cannot be done here.',
    conflict: 'Someone else just did this.',
    job_repeats_itself: 'This is repeated automatically; you do not have to do anything.',
    email_taken: 'An account with this e-mail address already exists. Sign in.',
    email_unconfirmed: 'Confirm your own e-mail address first.',
    already_member: 'This person is already a member.',
    already_invited: 'This address has already been invited. You can send the e-mail again.',
    last_owner: 'A company must keep at least one owner. Make someone else an owner first.',
    two_step_on: 'Two-step sign-in is already on.',
    two_step_off: 'Two-step sign-in is off.',
    two_step_required: 'These books ask for two-step sign-in. Switch it on first.',
    weak_password:
      'This password is easy to guess. Choose a few words that do not belong together.',
    already_posted: 'This invoice has already been posted.',
    already_reversed: 'This journal entry has already been reversed.',
    reversal_before_entry: 'A reversal cannot be dated before the entry itself.',
    document_posted: 'A posted document cannot be deleted.',
    document_split: 'This file was split. Work with its parts, or delete them first.',
    document_is_part: 'A part of a file cannot be split again.',
    nothing_to_split: 'Nothing was found to split.',
    document_busy: 'The document is still being read.',
    tenant_suspended: 'These books are suspended. Ask the owner why.',
    tenant_not_ready: 'The books are still being set up.',
    link_expired: 'This link has expired or has already been used. Request a new one.',
    version_mismatch: 'Someone else changed this while you were working on it.',
    precondition_required: 'Reload the page and try again.',
    file_too_large: 'The file is larger than 20 MB. Split it or make the scan smaller.',
    body_too_large: 'This is too large to send.',
    unsupported_file:
      'This is not a PDF, PNG, JPEG, TIFF, WebP or XML invoice. Save it as a PDF and upload it again.',
    unknown_xml:
      'This XML is not an invoice that we know (UBL or CII). Ask the supplier for one, or upload the PDF.',
    heic_file:
      'HEIC photos cannot be read. Send a JPEG; on an iPhone choose Settings › Camera › Formats › Most Compatible.',
    archive_too_large:
      'This zip file contains more than 200 files, or more than 100 MB unpacked. Split it.',
    damaged_archive: 'This zip file is damaged or password-protected. Make a new one.',
    unsupported_content_type: 'This kind of data is not accepted here.',
    empty_file: 'The file is empty. Choose the right file and upload again.',
    upload_incomplete: 'The upload was interrupted and nothing was stored. Upload the file again.',
    unbalanced: 'Debit and credit are not equal.',
    entry_of_zeros: 'Enter an amount other than zero.',
    period_closed: 'The period of this date is closed.',
    no_fiscal_period: 'There is no financial year for this date.',
    invoice_blocked: 'This invoice cannot be posted yet.',
    idempotency_key_reused: 'This was already sent with other content. Reload the page.',
    document_quota_reached:
      'This month’s document limit has been reached. You can upload again from the first of next month.',
    page_quota_reached:
      'This month’s page limit has been reached. You can upload again from the first of next month.',
    storage_quota_reached:
      'The storage limit has been reached. Delete documents or ask for more space.',
    too_many_requests: 'Too many requests. Wait a moment.',
    too_many_attempts: 'Too many attempts.',
    too_many_streams: 'You have this open in too many places. Close some of them.',
    too_many_uploads: 'Too many files are being uploaded at once.',
    internal: 'Something went wrong on our side. Your data is safe; try again.',
    storage_unavailable: 'Files cannot be stored at the moment. Try again shortly.',
    storage_full:
      'The disk for files is full; this file was not stored. Tell your administrator: uploads work again once there is space.',
    unavailable: 'Part of the service is temporarily unavailable. Try again shortly.',
    offline: 'No connection. What you typed is kept.',
  },
  alreadyPostedBy: (person, moment) => `Already posted by ${person}, ${moment}.`,
  retryAfter: (seconds) =>
    seconds < 90 ? `Wait ${seconds} seconds.` : `Wait ${Math.ceil(seconds / 60)} minutes.`,
};

export const errorWords = { nl, en };
