import type { ProblemCode } from '#lib/api/problem.ts';

const largestFile = '20 MB';

/** By code of the API; `offline` is ours: no answer came. */
export const errors: Record<ProblemCode, string> = {
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
  already_posted: 'Deze factuur is al geboekt.',
  already_reversed: 'Deze journaalpost is al teruggeboekt.',
  document_posted: 'Een geboekt document blijft bewaard.',
  document_busy: 'Het document wordt nog gelezen.',
  tenant_suspended: 'Deze administratie is op slot. Vraag de eigenaar wat er aan de hand is.',
  tenant_not_ready: 'De boekhouding wordt nog ingericht.',
  link_expired: 'Deze link is al gebruikt of te oud. Vraag een nieuwe aan.',
  version_mismatch: 'Iemand wijzigde dit terwijl je bezig was.',
  precondition_required: 'Ververs de pagina en probeer het opnieuw.',
  file_too_large: `Het bestand is groter dan ${largestFile}. Splits het of verklein de scan.`,
  body_too_large: 'Dit is te groot om te versturen.',
  unsupported_file:
    'Dit is geen pdf, png, jpeg, tiff, webp of XML-factuur. Sla het als pdf op en upload opnieuw.',
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
  internal: 'Er ging bij ons iets mis. Je gegevens zijn veilig; probeer het opnieuw.',
  storage_unavailable: 'Bestanden kunnen nu niet bewaard worden. Probeer het zo opnieuw.',
  storage_full: 'De schijf is vol; dit bestand is niet bewaard. Waarschuw je beheerder.',
  unavailable: 'Een onderdeel is even niet bereikbaar. Probeer het zo opnieuw.',
  offline: 'Geen verbinding. Wat je invulde blijft staan.',
};

export const errorDetails = {
  alreadyPostedBy: (person: string, moment: string) => `Al geboekt door ${person}, ${moment}.`,
  retryAfter: (seconds: number) =>
    seconds < 90 ? `Wacht ${seconds} seconden.` : `Wacht ${Math.ceil(seconds / 60)} minuten.`,
};

/** Why a document could not be read, or a job not be done. */
export const failures = {
  empty_file: 'Dit bestand is leeg. Upload het goede bestand.',
  unsupported_type:
    'Dit soort bestand kan niet gelezen worden. Sla het als pdf op en upload opnieuw.',
  encrypted_pdf:
    'Deze pdf heeft een wachtwoord. Het bestand is bewaard. Haal het wachtwoord eraf en upload opnieuw.',
  damaged_pdf:
    'Deze pdf is beschadigd. Het bestand is bewaard. Vraag de leverancier om een nieuwe.',
  damaged_image: 'Deze afbeelding is beschadigd of afgebroken. Maak een nieuwe foto of scan.',
  no_pages: 'Deze pdf heeft geen pagina’s. Vraag de leverancier om een nieuwe.',
  page_quota_reached:
    'Het aantal pagina’s van deze maand is op. Het bestand is bewaard; probeer het volgende maand opnieuw.',
  too_many_pages: 'Dit document heeft meer dan 200 pagina’s. Splits het en upload de delen.',
  page_too_large: 'Een pagina is te groot om te lezen. Verklein de scan en upload opnieuw.',
  page_too_complex:
    'Een pagina is te ingewikkeld om te lezen. Print of scan hem opnieuw en upload.',
  document_too_complex:
    'Dit document is te ingewikkeld om te lezen. Vraag de leverancier om een pdf.',
  damaged_e_invoice:
    'Wat van deze e-factuur gelezen was, is beschadigd. Verwijder het document en upload het opnieuw.',
  malformed_xml: 'Deze XML is niet geldig. Vraag de leverancier om een nieuwe e-factuur.',
  unsafe_xml: 'Deze XML bevat verboden onderdelen en is niet gelezen.',
  unknown_xml: 'Deze XML is geen factuur die we kennen (UBL of CII).',
  attempts_exhausted:
    'Lezen lukte na vijf pogingen niet. Het bestand is bewaard; probeer het opnieuw.',
  timeout: 'Lezen duurde te lang. Het bestand is bewaard; probeer het opnieuw.',
  storage_unavailable: 'Het bestand was even niet bereikbaar. Probeer het opnieuw.',
  missing_file: 'Het bestand is niet teruggevonden. Upload het opnieuw.',
  worker_died: 'Het lezen brak af. Het bestand is bewaard; probeer het opnieuw.',
  not_startable: 'Deze taak kon niet beginnen. Probeer het opnieuw.',
  internal: 'Er ging bij ons iets mis. Het bestand is bewaard; probeer het opnieuw.',
};

export const failureUnknown: string =
  'Dit lukte niet, om een reden die we niet kennen. Probeer het opnieuw.';
