from django.urls import path

from disclosures.desk.workflow import acting, changes, pages, pointing, talking, withdrawing

ACCOUNT = "accounts/<int:pk>/"

urlpatterns = [
    path(f"{ACCOUNT}steps/", pages.steps_page, name="desk-steps"),
    path(f"{ACCOUNT}steps/sign", talking.sign_off, name="desk-sign"),
    path(f"{ACCOUNT}steps/<slug:verb>", acting.take_step, name="desk-step"),
    path(f"{ACCOUNT}versions/<int:number>/withdraw/", withdrawing.withdraw_page, name="desk-withdraw"),
    path(f"{ACCOUNT}comments/", pointing.point, name="desk-point"),
    path(f"{ACCOUNT}comments/say", talking.say, name="desk-comment"),
    path(f"{ACCOUNT}comments/answer", talking.reply_to, name="desk-comment-answer"),
    path(f"{ACCOUNT}comments/close", talking.close_one, name="desk-comment-close"),
    path(f"{ACCOUNT}changes/", changes.changes_page, name="desk-changes"),
    path(f"{ACCOUNT}history/", changes.history_page, name="desk-history"),
]
