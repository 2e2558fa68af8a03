//! The policy. Any one grant of its row lets an act through; nothing else does.

use crate::act::ActName;
use crate::grant::Grant;

/// The table: who may do what.
pub const fn grants(act: ActName) -> &'static [Grant] {
    match act {
        ActName::SeePublic => &[Grant::Anybody],
        ActName::SeeStatusByCode => &[Grant::Anybody],
        ActName::CheckDocument => &[Grant::Anybody],
        ActName::Object => &[Grant::Anybody],
        ActName::StateView => &[Grant::Anybody],

        ActName::OpenAccount => &[Grant::Visitor, Grant::Seed],
        ActName::SeeAccount => &[Grant::Oneself],
        ActName::ChangeAccount => &[Grant::Oneself],
        ActName::OpenEnterprise => &[Grant::OwnerPerson, Grant::Seed],
        ActName::SeeEnterprise => &[Grant::OwnerToSee],
        ActName::GiveMandate => &[Grant::Representative, Grant::Seed],
        ActName::RevokeMandate => &[Grant::Representative],
        ActName::GiveAuthorisation => &[Grant::OwnerPerson, Grant::Representative],
        ActName::SeeAuthorisation => &[Grant::OwnerToSee, Grant::ByThisAuthorisation],
        ActName::RevokeAuthorisation => &[Grant::Owner],
        ActName::LayDownAuthorisation => &[Grant::ByThisAuthorisation],
        ActName::TakeIn => &[Grant::ClerkOfRegion],
        ActName::SeeIntake => &[Grant::ClerkOfIntake],
        ActName::RecoverAccount => &[Grant::ClerkOfRegion],
        ActName::SeeLooks => &[Grant::Owner],
        ActName::AnswerLook => &[Grant::SignerOfDesk, Grant::SupervisorOfRegion],
        ActName::AssignPost => &[Grant::AdministratorOfRegion, Grant::Seed, Grant::Reaction],

        ActName::OpenProject => &[Grant::Owner, Grant::ForAnother, Grant::Seed],
        ActName::SeeProject => &[
            Grant::OwnerToSee,
            Grant::ForAnotherToSee,
            Grant::OrganTakingPart,
            Grant::SupervisorOfRegion,
            Grant::Reaction,
        ],
        ActName::ChangeProject => &[Grant::Owner, Grant::ForAnother],
        ActName::AssignHelper => &[Grant::SupervisorOfRegion],
        ActName::SeeHelped => &[Grant::HelperOfProject, Grant::SupervisorOfRegion],
        ActName::KeepDraft => &[Grant::Owner, Grant::ForAnother],
        ActName::Submit => &[Grant::Owner, Grant::ForAnother],
        ActName::SeeApplication => &[
            Grant::OwnerToSee,
            Grant::ForAnotherToSee,
            Grant::OrganTakingPart,
            Grant::SupervisorOfRegion,
            Grant::Reaction,
        ],
        ActName::ActAsApplicant => &[Grant::Owner, Grant::ForAnother],
        ActName::AskAsHolder => &[Grant::Owner, Grant::ForAnother],
        ActName::RenewQueryCode => &[Grant::Owner, Grant::ForAnother],
        ActName::SeeDocument => &[
            Grant::OwnerToSee,
            Grant::ForAnotherToSee,
            Grant::OrganTakingPart,
            Grant::SupervisorOfRegion,
            Grant::Reaction,
        ],
        ActName::ServeDocument => &[Grant::StaffOfDesk, Grant::ClerkOfRegion],

        ActName::WorkOnStep => &[Grant::DeskWithDutyAsked],
        ActName::Reassign => &[Grant::SignerOfDesk, Grant::Reaction],
        ActName::DeclareConflict => &[Grant::OrganTakingPart],
        ActName::DecideRecusal => &[Grant::SignerOfDesk, Grant::LeaderOfRegion],
        ActName::SeeNotes => &[Grant::OrganTakingPart, Grant::SupervisorOfRegion],
        ActName::WriteNote => &[Grant::OrganTakingPart],
        ActName::Approve => &[Grant::SignatoryAsked],
        ActName::SignOff => &[Grant::SignerOfDesk],
        ActName::RecordGate => &[Grant::DeskWithFunctionAsked],
        ActName::SeeDesk => &[Grant::StaffOfDesk],
        ActName::SeeOrgan => &[Grant::StaffOfDesk, Grant::AdministratorOfRegion],
        ActName::DeclareAbsence => &[Grant::Oneself, Grant::SignerOfDesk],
        ActName::HandOver => &[Grant::SignerOfDesk, Grant::AdministratorOfRegion],
        ActName::SeeRegion => &[Grant::SupervisorOfRegion],

        ActName::EndStep => &[Grant::Timer],
        ActName::React => &[Grant::Reaction],

        ActName::MoveClock => &[Grant::AdministratorOfRegion],
        ActName::Administer => &[Grant::AdministratorOfRegion],
        ActName::DeclareDays => &[Grant::AdministratorOfRegion, Grant::SupervisorOfRegion],
        ActName::AskOrgan => &[Grant::SupervisorOfRegion],
        ActName::SeeInquiry => &[Grant::SupervisorOfRegion, Grant::StaffOfDesk],
        ActName::AnswerInquiry => &[Grant::SignerOfDesk],
        ActName::ExportList => &[Grant::SupervisorOfRegion],
    }
}
